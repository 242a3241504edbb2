"""就业台账, 稳岗回访, 公益性岗位 (item 12)."""

from django.db import models
from django.db.models import F, Q

from hehuo.livelihood.labour.models import WageBand, WorkKind, WorkPlace
from hehuo.records.models import LedgerRecord


class EmploymentSpell(LedgerRecord):
    """A person works from `valid_from` until before `valid_to`; counted while confirmed ≤ 31 days before the as-of day."""

    domain = "D"
    grid_path = "person__household__grid_id"
    privacy = {"wage_band": "P3"}

    class Proof(models.TextChoices):
        CONTRACT = "contract", "合同"
        PAYROLL = "payroll", "工资流水（本人授权）"
        INSURANCE = "insurance", "社保"
        EMPLOYER = "employer", "单位证明"
        PHONE = "phone", "电话核实"
        LICENCE = "licence", "营业执照"

    class Contract(models.TextChoices):
        LABOUR = "labour", "劳动合同"
        SERVICE = "service", "劳务协议"
        NONE = "none", "无"

    person = models.ForeignKey(
        "residents.Person", models.PROTECT, verbose_name="人员", related_name="employment_spells"
    )
    kind = models.CharField("就业形式", max_length=12, choices=WorkKind.choices)
    employer = models.ForeignKey(
        "livelihood.Employer",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="单位（台账）",
        related_name="spells",
    )
    employer_name = models.CharField("单位", max_length=80, blank=True)
    job_title = models.CharField("工种", max_length=40, blank=True)
    place = models.CharField("就业地", max_length=12, choices=WorkPlace.choices)
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)
    contract_kind = models.CharField("合同", max_length=8, choices=Contract.choices, blank=True)
    proof_kind = models.CharField("印证", max_length=10, choices=Proof.choices)
    wage_band = models.CharField("工资档", max_length=10, choices=WageBand.choices, blank=True)
    confirmed_on = models.DateField("核实日期")
    recommendation = models.ForeignKey(
        "livelihood.JobRecommendation",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="来自推荐",
        related_name="spells",
    )
    end_reason = models.CharField("离岗原因", max_length=60, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "就业记录"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="livelihood_spell_span",
                violation_error_message="止期不能早于起期。",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__gte=F("valid_from")), name="livelihood_spell_confirmed", violation_error_message="核实日期不能早于就业起期。"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person} {self.employer_name or self.get_kind_display()}"


class RetentionFollowup(LedgerRecord):
    """稳岗回访台账: day 7, 30, 90, 180."""

    domain = "D"
    grid_path = "spell__person__household__grid_id"

    spell = models.ForeignKey(EmploymentSpell, models.PROTECT, verbose_name="就业", related_name="followups")
    day = models.PositiveSmallIntegerField(
        "节点（天）", choices=[(7, "7天"), (30, "30天"), (90, "90天"), (180, "180天")]
    )
    still_employed = models.BooleanField("在岗")
    problem = models.CharField("困难", max_length=60, blank=True)
    action = models.CharField("措施", max_length=120, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "稳岗回访"

    def __str__(self) -> str:
        return f"{self.spell} {self.get_day_display()}"


class PublicWelfareAssignment(LedgerRecord):
    """公益性岗位安置台账: one active post per person, at most 3 years per contract."""

    domain = "D"
    grid_path = "person__household__grid_id"
    privacy = {"hardship_category": "P3", "subsidy_fen": "P3"}

    class Post(models.TextChoices):
        CLEANING = "cleaning", "保洁"
        PATROL = "patrol", "治安巡逻"
        GREENING = "greening", "护绿"
        FOREST = "forest", "护林"
        ROAD = "road", "护路"
        WATER = "water", "护水"
        ELDERLY = "elderly", "养老护理"
        CHILDREN = "children", "儿童看护"
        FACILITY = "facility", "设施管护"
        ASSISTANT = "assistant", "协管"
        JOB_INFO = "job_info", "就业信息员"
        OTHER = "other", "其他"

    class State(models.TextChoices):
        DEMAND = "demand_approved", "需求已批"
        ANNOUNCED = "announced", "已发布"
        APPLIED = "applied", "已申请"
        REVIEWED = "reviewed", "已审核"
        PUBLICISED = "publicised", "公示中"
        CONTRACTED = "contracted", "已签约"
        ON_DUTY = "on_duty", "在岗"
        PAID = "paid", "已发当月补贴"
        RENEWED = "renewed", "已续签"
        ENDED = "ended", "期满"
        TERMINATED = "terminated", "已终止"

    class Exit(models.TextChoices):
        EXPIRED = "expired", "期满"
        OTHER_JOB = "other_job", "转岗就业"
        DEATH = "death", "死亡"
        UNFIT = "unfit", "不胜任"
        VOLUNTARY = "voluntary", "自愿"
        OTHER = "other", "其他"

    post_type = models.CharField("岗位", max_length=12, choices=Post.choices)
    state = models.CharField("办理状态", max_length=16, choices=State.choices, default=State.APPLIED)
    employer_name = models.CharField("用岗单位", max_length=80)
    person = models.ForeignKey(
        "residents.Person",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="人员",
        related_name="public_posts",
    )
    hardship_category = models.CharField("困难类别", max_length=30, blank=True)
    publicised_on = models.DateField("公示日期", null=True, blank=True)
    contract_from = models.DateField("合同起", null=True, blank=True)
    contract_to = models.DateField("合同止", null=True, blank=True)
    subsidy_fen = models.BigIntegerField("月补贴（分）", null=True, blank=True)
    last_duty_month = models.DateField("最近出勤月份", null=True, blank=True)
    exit_reason = models.CharField("退出原因", max_length=10, choices=Exit.choices, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "公益性岗位"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=["contracted", "on_duty", "paid", "renewed"]) & ~Q(status="void"),
                name="livelihood_public_post_once", violation_error_message="这个人已有一个在岗的公益性岗位。",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["demand_approved", "announced"]) | Q(person__isnull=False), name="livelihood_public_post_person",
                violation_error_message="申请以后的岗位请填写人员。",
            ),
            models.CheckConstraint(
                condition=Q(contract_to__isnull=True) | Q(contract_from__isnull=True) | Q(contract_to__gt=F("contract_from")),
                name="livelihood_public_post_span", violation_error_message="合同止期应晚于起期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person or self.employer_name} {self.get_post_type_display()}"


class PublicPostMonth(LedgerRecord):
    """公益性岗位月出勤台账: what one holder of a post did in one month, and the subsidy paid for it."""

    domain = "D"
    grid_path = "person__household__grid_id"
    privacy = {"subsidy_fen": "P3"}

    post = models.ForeignKey(
        PublicWelfareAssignment, models.PROTECT, verbose_name="公益性岗位", related_name="months"
    )
    person = models.ForeignKey(
        "residents.Person", models.PROTECT, editable=False, verbose_name="人员", related_name="+"
    )
    month = models.DateField("月份", help_text="该月任意一天")
    days_due = models.PositiveSmallIntegerField("应出勤（天）")
    days_on = models.PositiveSmallIntegerField("实际出勤（天）")
    subsidy_fen = models.BigIntegerField("当月补贴（分）", null=True, blank=True)
    paid_on = models.DateField("发放日期", null=True, blank=True, help_text="还没有发放的不填。")

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "公益性岗位月出勤"
        ordering = ["-month", "-id"]
        indexes = [
            *LedgerRecord.Meta.indexes,
            models.Index(fields=["settlement", "-month", "-id"], name="livelihood_postmonth_list"),
        ]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["post", "month"], condition=~Q(status="void"), name="livelihood_postmonth_once",
                violation_error_message="这个人这个月的出勤已经登记，请在原记录上修改。",
            ),
            models.CheckConstraint(
                condition=Q(days_on__lte=F("days_due"), days_due__lte=31), name="livelihood_postmonth_days",
                violation_error_message="实际出勤不能多于应出勤，应出勤不超过 31 天。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person} {self.month:%Y-%m}"
