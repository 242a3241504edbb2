"""评比: rules first, nomination, consent, publicity, objections, award, honour roll (item 8; domain §3.11, §6.5).

Consent comes before anything is shown. There is no list of the bad and no ranking of households.
"""

from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord


class HonourElection(LedgerRecord):
    """评比台账."""

    domain = "J"

    class Honour(models.TextChoices):
        CIVIL = "civil", "文明家庭"
        ELDERS = "elders", "尊老爱幼"
        THRIFT = "thrift", "勤俭持家"
        DAUGHTER_IN_LAW = "in_law", "好媳妇"
        CHILD = "child", "好儿女"
        PARENT_IN_LAW = "parent", "好公婆"
        OTHER = "other", "其他"

    class State(models.TextChoices):
        RULES = "rules_published", "已公布办法"
        NOMINATING = "nominating", "推荐中"
        CONSENT = "consent_collecting", "征求本人同意"
        CHECK = "qualification_check", "资格审核"
        VOTING = "voting_or_jury", "投票或评议"
        PUBLICISED = "publicised", "公示中"
        OBJECTION = "objection", "处理异议"
        DECIDED = "decided", "已确定结果"
        AWARDED = "awarded", "已表彰"
        ON_ROLL = "on_roll", "光荣榜展示中"
        OFF_ROLL = "off_roll", "展示结束"

    class VoteMode(models.TextChoices):
        RESIDENTS = "residents", "群众投票"
        JURY = "jury", "评委评议"

    title = models.CharField("名称", max_length=60)
    honour = models.CharField("类别", max_length=10, choices=Honour.choices)
    cycle = models.CharField("周期", max_length=10, help_text="例如：2018年度。")
    rules_title = models.CharField("评比办法", max_length=80)
    rules_published_on = models.DateField("办法公布日期")
    nominate_from = models.DateField("推荐开始")
    nominate_to = models.DateField("推荐截止（含）")
    voted_on = models.DateField("投票（评议）日期", null=True, editable=False)
    vote_mode = models.CharField("方式", max_length=10, choices=VoteMode.choices, blank=True, editable=False)
    ballots = models.PositiveIntegerField("有效票", null=True, editable=False)
    places = models.PositiveSmallIntegerField("名额", null=True, editable=False)
    publicity_from = models.DateField("公示开始", null=True, blank=True, editable=False)
    publicity_to = models.DateField("公示截止（含）", null=True, blank=True, editable=False)
    decided_on = models.DateField("确定结果日期", null=True, editable=False)
    awarded_on = models.DateField("表彰日期", null=True, editable=False)
    state = models.CharField(
        "办理状态", max_length=20, choices=State.choices, default=State.RULES, editable=False
    )

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "评比"
        ordering = ["-rules_published_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(nominate_from__gte=F("rules_published_on")), name="culture_election_rules_first",
                violation_error_message="先公布办法再推荐，推荐开始不能早于办法公布。",
            ),
            models.CheckConstraint(
                condition=Q(nominate_to__gte=F("nominate_from")), name="culture_election_nomination",
                violation_error_message="推荐截止不能早于推荐开始。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class JuryMember(LedgerRecord):
    """评委: an odd number after recusal."""

    domain = "J"

    class From(models.TextChoices):
        RESIDENT = "resident", "居民代表"
        COMMUNITY = "community", "社区"
        TOWN = "town", "乡镇（街道）"
        OTHER = "other", "其他"

    election = models.ForeignKey(HonourElection, models.PROTECT, verbose_name="评比", related_name="jury")
    name = models.CharField("姓名", max_length=50)
    name_initials = models.CharField("拼音首字母", max_length=50, blank=True, editable=False, db_index=True)
    comes_from = models.CharField("来自", max_length=10, choices=From.choices)
    recused = models.BooleanField("回避", default=False)
    recusal_reason = models.CharField(
        "回避原因", max_length=60, blank=True, help_text="例如：被推荐人的亲属。"
    )

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "评委"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(recused=False) | ~Q(recusal_reason=""), name="culture_jury_recusal",
                violation_error_message="回避的请写明原因。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class HonourNomination(LedgerRecord):
    """推荐台账: a person or a household, nominated by somebody, shown only as far as consented."""

    domain = "J"
    privacy = {
        "person": "P2", "household": "P2", "nominator": "P2", "deeds": "P2", "display_name": "P2", "consented_on": "P2", "shows_publicity": "P2",
        "shows_roll": "P2", "shows_site": "P2", "shows_media": "P2", "votes": "P2", "decision": "P2",
    }  # fmt: skip

    class Nominator(models.TextChoices):
        SELF = "self", "本人"
        NEIGHBOUR = "neighbour", "邻居"
        BUILDING = "building", "楼长"
        ORGANISATION = "organisation", "组织"

    class Decision(models.TextChoices):
        AWARD = "award", "获评"
        NOT = "not", "未获评"
        WITHDRAWN = "withdrawn", "本人退出"

    class State(models.TextChoices):
        NOMINATED = "nominated", "已推荐"
        REVIEWED = "reviewed", "事迹已审"
        CONSENTED = "consented", "本人已同意"
        QUALIFIED = "qualified", "资格通过"
        UNQUALIFIED = "unqualified", "资格未通过"
        PUBLICISED = "publicised", "已公示"
        AWARDED = "awarded", "获评"
        NOT_AWARDED = "not_awarded", "未获评"
        WITHDRAWN = "withdrawn", "本人退出"

    election = models.ForeignKey(
        HonourElection, models.PROTECT, verbose_name="评比", related_name="nominations"
    )
    household = models.ForeignKey(
        "residents.Household",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="被推荐户",
        related_name="+",
    )
    person = models.ForeignKey(
        "residents.Person", models.PROTECT, null=True, blank=True, verbose_name="被推荐人", related_name="+"
    )
    nominator = models.CharField("推荐方", max_length=12, choices=Nominator.choices)
    nominated_on = models.DateField("推荐日期")
    deeds = models.TextField(
        "事迹", max_length=800, help_text="不写病情、贫困、低保和家庭矛盾；由另一人审核后才能公示。"
    )
    reviewed_on = models.DateField("事迹审核日期", null=True, editable=False)
    consent_paper = models.CharField("书面同意书编号", max_length=40, blank=True, editable=False)
    consented_on = models.DateField("本人书面同意日期", null=True, editable=False)
    display_name = models.CharField("展示名", max_length=30, blank=True, editable=False)
    guardian_consented = models.BooleanField("监护人已同意（未成年人）", default=False, editable=False)
    shows_publicity = models.BooleanField("同意公示", default=False, editable=False)
    shows_roll = models.BooleanField("同意上光荣榜", default=False, editable=False)
    shows_site = models.BooleanField("同意社区网站展示", default=False, editable=False)
    shows_media = models.BooleanField("同意媒体报道", default=False, editable=False)
    votes = models.PositiveIntegerField("得票", null=True, editable=False)
    decision = models.CharField("结果", max_length=10, choices=Decision.choices, blank=True, editable=False)
    withdrawn_on = models.DateField("退出日期", null=True, editable=False)
    state = models.CharField(
        "办理状态", max_length=12, choices=State.choices, default=State.NOMINATED, editable=False
    )

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "评比推荐"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(household__isnull=False) | Q(person__isnull=False), name="culture_nominee",
                violation_error_message="请选择被推荐户或被推荐人。",
            ),
            models.UniqueConstraint(
                fields=["election", "household"], name="culture_nominated_household_once",
                condition=Q(person__isnull=True, household__isnull=False) & ~Q(status="void"),
                violation_error_message="这户在这次评比中已被推荐。",
            ),
            models.UniqueConstraint(
                fields=["election", "person"], condition=Q(person__isnull=False) & ~Q(status="void"),
                name="culture_nominated_person_once", violation_error_message="这个人在这次评比中已被推荐。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.nominee}（{self.get_state_display()}）"

    @property
    def nominee(self) -> models.Model | None:
        """Whom it is about: the person, else the household."""
        return self.person or self.household


class HonourObjection(LedgerRecord):
    """公示异议: what is said stays sealed; only that there was one and how it ended is told."""

    domain = "J"
    privacy = {"content": "P4", "reply": "P4"}

    class Outcome(models.TextChoices):
        UPHELD = "upheld", "成立"
        DISMISSED = "dismissed", "不成立"

    class State(models.TextChoices):
        OPEN = "open", "待答复"
        ANSWERED = "answered", "已答复"

    nomination = models.ForeignKey(
        HonourNomination, models.PROTECT, verbose_name="评比推荐", related_name="objections"
    )
    received_on = models.DateField("收到日期")
    content = models.CharField("异议内容", max_length=300)
    answered_on = models.DateField("答复日期", null=True, editable=False)
    reply = models.CharField("答复内容", max_length=300, blank=True, editable=False)
    outcome = models.CharField("结论", max_length=10, choices=Outcome.choices, blank=True, editable=False)
    state = models.CharField(
        "办理状态", max_length=10, choices=State.choices, default=State.OPEN, editable=False
    )

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "公示异议"
        ordering = ["-received_on", "-id"]

    def __str__(self) -> str:
        return f"{self.received_on:%Y-%m-%d} {self.get_state_display()}"


class HonourRollEntry(LedgerRecord):
    """光荣榜: shown under the name the person chose, at most twelve months; off all screens within 24 hours when withdrawn."""

    domain = "J"
    privacy = {"display_name": "P2", "withdrawn_at": "P2"}

    class State(models.TextChoices):
        SHOWN = "shown", "展示中"
        WITHDRAWN = "withdrawn", "已撤回，待撤下"
        TAKEN_DOWN = "taken_down", "已撤下"
        ENDED = "ended", "展示期满"

    nomination = models.ForeignKey(
        HonourNomination, models.PROTECT, verbose_name="来源", related_name="roll_entries"
    )
    display_name = models.CharField("展示名", max_length=30, help_text="由本人选择：全名、“某某”或者“某家”。")
    on_board = models.BooleanField("社区展板", default=True)
    on_site = models.BooleanField("社区网站", default=False)
    in_media = models.BooleanField("媒体", default=False)
    photo_consented_on = models.DateField("照片单独同意日期", null=True, blank=True)
    photo = models.ForeignKey(
        "evidence.EvidenceFile", models.PROTECT, null=True, blank=True, editable=False, verbose_name="照片", related_name="+"
    )  # fmt: skip
    shown_from = models.DateField("展示开始")
    shown_to = models.DateField("展示截止（含）")
    withdrawn_on = models.DateField("撤回日期", null=True, editable=False)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, editable=False)
    take_down_by = models.DateTimeField("撤下期限", null=True, editable=False)
    taken_down_at = models.DateTimeField("撤下时间", null=True, editable=False)
    state = models.CharField(
        "办理状态", max_length=12, choices=State.choices, default=State.SHOWN, editable=False
    )

    class Meta(LedgerRecord.Meta):
        indexes = [
            *LedgerRecord.Meta.indexes,
            models.Index(
                fields=["settlement", "-shown_from", "-id", "status", "state", "on_board", "on_site", "nomination", "display_name"], name="culture_honourroll_list"
            ),
        ]  # fmt: skip
        abstract = False
        verbose_name = "光荣榜"
        ordering = ["-shown_from", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["nomination"], condition=~Q(status="void"), name="culture_roll_once",
                violation_error_message="这条推荐已经上榜。",
            ),
            models.CheckConstraint(
                condition=Q(shown_to__gte=F("shown_from")), name="culture_roll_span",
                violation_error_message="展示截止不能早于展示开始。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.display_name
