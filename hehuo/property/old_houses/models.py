"""旧房拆除台账 (item 9, life cycle §3.14)."""

from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord


class OldHouse(LedgerRecord):
    """The house left behind: agreement, demolition, site check, reward, reclamation, acceptance, or certified exemption."""

    domain = "E"
    grid_path = "household__grid_id"
    privacy = {"award_fen": "P3"}

    class Had(models.TextChoices):
        OWN = "own", "独立"
        SHARED = "shared", "共有或连体"
        NONE = "none", "无（借住、租住、灭失）"

    class Exemption(models.TextChoices):
        NONE = "none", "无"
        VILLAGE_LIST = "village_list", "传统村落或特色村寨名录"
        APPLYING = "applying", "名录申报中"
        SHARED_WALL = "shared_wall", "两户以上连体房"
        RELIC = "relic", "文物"
        LOST = "lost", "灭失"

    class State(models.TextChoices):
        IDENTIFIED = "identified", "已登记"
        AGREED = "agreement_signed", "已签协议"
        DUE = "due", "到期应拆"
        DEMOLISHED = "demolished", "已拆除"
        CHECKED = "site_checked", "已现场核验"
        PAID = "award_paid", "已兑现奖励"
        RECLAIMING = "reclaiming", "复垦中"
        ACCEPTED = "accepted", "复垦已验收"
        EXEMPT = "exempt_certified", "已认定免拆"
        DISPUTED = "disputed", "有争议"

    class Reclaim(models.TextChoices):
        FARMLAND = "farmland", "耕地"
        FOREST = "forest", "林草"
        ECOLOGY = "ecology", "生态修复"
        UNSUITABLE = "unsuitable", "不适宜"

    household = models.ForeignKey(
        "residents.Household", models.PROTECT, verbose_name="户", related_name="old_houses"
    )
    state = models.CharField("办理状态", max_length=18, choices=State.choices, default=State.IDENTIFIED)
    has_old_house = models.CharField("原有住房", max_length=8, choices=Had.choices)
    place = models.CharField("旧房位置", max_length=120, blank=True)
    structure = models.CharField("结构", max_length=20, blank=True)
    area_m2 = models.DecimalField(
        "原住房面积（平方米）", max_digits=7, decimal_places=2, null=True, blank=True
    )
    agreement_no = models.CharField("拆除协议编号", max_length=40, blank=True)
    signed_on = models.DateField("签订日期", null=True, blank=True)
    due_on = models.DateField("应拆期限", null=True, blank=True)
    exemption = models.CharField("免拆类别", max_length=14, choices=Exemption.choices, default=Exemption.NONE)
    exemption_certified_on = models.DateField("免拆认定日期", null=True, blank=True)
    exemption_doc_no = models.CharField("免拆认定文号", max_length=40, blank=True)
    demolished_on = models.DateField("拆除日期", null=True, blank=True)
    demolished_area_m2 = models.DecimalField(
        "拆除面积（平方米）", max_digits=7, decimal_places=2, null=True, blank=True
    )
    demolition_mode = models.CharField("拆除方式", max_length=20, blank=True)
    site_checked_on = models.DateField("现场核验日期", null=True, blank=True)
    checked_by_name = models.CharField("核验人", max_length=50, blank=True)
    dispute = models.CharField("争议情况", max_length=200, blank=True)
    award_fen = models.BigIntegerField("拆除奖励（分）", null=True, blank=True)
    award_paid_on = models.DateField("奖励兑现日期", null=True, blank=True)
    reclaim_kind = models.CharField("复垦复绿", max_length=12, choices=Reclaim.choices, blank=True)
    reclaim_area_m2 = models.DecimalField(
        "复垦面积（平方米）", max_digits=8, decimal_places=2, null=True, blank=True
    )
    reclaim_due_on = models.DateField("复垦期限", null=True, blank=True)
    reclaim_done_on = models.DateField("复垦完成日期", null=True, blank=True)
    accepted_on = models.DateField("验收日期", null=True, blank=True)
    accept_no = models.CharField("验收文号", max_length=40, blank=True)
    quota_linked = models.BooleanField("纳入增减挂钩", default=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "旧房"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True)
                | Q(demolished_on__isnull=True)
                | Q(accepted_on__gte=F("demolished_on")),
                name="property_old_house_accept_after_demolition",
                violation_error_message="复垦验收不能早于拆除。",
            ),
            models.CheckConstraint(
                condition=Q(site_checked_on__isnull=True) | Q(demolished_on__isnull=False),
                name="property_old_house_check_needs_demolition",
                violation_error_message="还没有拆除日期，不能填现场核验日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household}旧房"
