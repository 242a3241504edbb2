"""资源资产, 利用情况, 户资产清单, 评估 (item 10; life cycle §3.10)."""

from django.db import models
from django.db.models import F, Q

from hehuo.property.companies import CompanyRows
from hehuo.property.hundredths import HundredthsField
from hehuo.records.models import LedgerRecord


class Asset(LedgerRecord):
    """A parcel, house, shop or fund: entered once; contracts and shares are uses of it."""

    domain = "E"
    company_path = "entrusted_to"
    privacy = {"holder_name": "P2", "cert_no": "P2"}

    class Kind(models.TextChoices):
        FARMLAND = "farmland", "承包地"
        FOREST = "forest", "山林地"
        HOMESTEAD = "homestead", "宅基地"
        COLLECTIVE = "collective", "集体资产"
        SHOP = "shop", "安置点商铺"
        PARKING = "parking", "停车场"
        WORKSHOP = "workshop", "厂房"
        ADVERTISING = "advertising", "广告位"
        ESTATE = "estate", "物业"
        FUND = "fund", "资金"
        SKILL = "skill", "技术劳务"

    class Side(models.TextChoices):
        ORIGIN = "origin", "迁出地"
        SETTLEMENT = "settlement", "安置点"

    class Holder(models.TextChoices):
        HOUSEHOLD = "household", "农户"
        COLLECTIVE = "collective", "集体"
        COMPANY = "company", "公司"

    class Certificate(models.TextChoices):
        CONTRACT = "contract", "承包经营权证"
        FOREST = "forest", "林权证"
        REAL_ESTATE = "real_estate", "不动产权证"
        NONE = "none", "无证（以承包合同、村集体证明为准）"

    class State(models.TextChoices):
        REGISTERED = "registered", "已登记"
        CONFIRMED = "rights_confirmed", "已确权"
        PUBLICISED = "publicised", "已在迁出地公示"
        VALUED = "valued", "已评估"
        AGREED = "agreed", "已同意流转"
        LEASED = "leased", "已流转"
        STORED = "stored", "已收储"
        SHARED = "shared", "已入股"
        RECLAIMED = "reclaimed", "已复垦"
        OPERATING = "operating", "经营中"
        EXPIRED = "expired", "已到期"
        TERMINATED = "terminated", "已解除"
        DISPUTED = "disputed", "有争议"

    asset_code = models.CharField("地块（资产）编码", max_length=40)
    asset_kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    side = models.CharField("位置", max_length=10, choices=Side.choices)
    place = models.CharField("坐落", max_length=100)
    holder_kind = models.CharField(
        "权利人类型", max_length=10, choices=Holder.choices, default=Holder.HOUSEHOLD
    )
    household = models.ForeignKey(
        "residents.Household",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="所属户",
        related_name="assets",
    )
    holder_name = models.CharField("权利人", max_length=60, blank=True, db_index=True)
    cert_kind = models.CharField("权证种类", max_length=12, choices=Certificate.choices, blank=True)
    cert_no = models.CharField("权证编号", max_length=60, blank=True)
    right_ends_on = models.DateField("权利到期日", null=True, blank=True)
    area_mu = HundredthsField("面积（亩）", null=True, blank=True)
    floor_m2 = HundredthsField("建筑面积（平方米）", null=True, blank=True)
    amount_fen = models.BigIntegerField("金额（分）", null=True, blank=True)
    entrusted_to = models.ForeignKey(
        "property.OperatorCompany",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="委托经营公司",
        related_name="+",
    )
    state = models.CharField(
        "办理状态", max_length=18, choices=State.choices, default=State.REGISTERED, editable=False
    )
    rights_confirmed_on = models.DateField("确权日期", null=True, editable=False)
    publicised_on = models.DateField("公示日期", null=True, editable=False)
    agreed_on = models.DateField("同意日期", null=True, editable=False)
    disputed_on = models.DateField("争议开始日期", null=True, editable=False)
    dispute_settled_on = models.DateField("争议解决日期", null=True, editable=False)
    dispute = models.CharField("争议情况", max_length=200, blank=True, editable=False)
    fallow_since = models.DateField("撂荒（闲置）起始日期", null=True, editable=False)

    objects = CompanyRows.as_manager()

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "资源资产"
        indexes = [*LedgerRecord.Meta.indexes, models.Index(fields=["household", "asset_kind"])]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["settlement", "asset_code"], condition=~Q(status="void"), name="property_asset_once",
                violation_error_message="这个编码已登记。同一地块只登记一次，合同和入股都引用它。",
            ),
            models.CheckConstraint(
                condition=Q(area_mu__isnull=False) | Q(floor_m2__isnull=False) | Q(amount_fen__isnull=False),
                name="property_asset_size", violation_error_message="请填写面积、建筑面积或金额中的一项。",
            ),
            models.CheckConstraint(
                condition=~Q(asset_kind__in=("farmland", "forest", "homestead")) | Q(area_mu__isnull=False),
                name="property_asset_mu", violation_error_message="承包地、山林地、宅基地请填写面积（亩）。",
            ),
            models.CheckConstraint(
                condition=~Q(holder_kind="household") | Q(household__isnull=False),
                name="property_asset_household", violation_error_message="权利人是农户的，请选择所属户。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_asset_kind_display()} {self.asset_code}"


class AssetUse(LedgerRecord):
    """One use of an asset over a closed-open time: the only place where contract and share meet the land."""

    domain = "E"
    company_path = "asset__entrusted_to"

    class Kind(models.TextChoices):
        LEASED = "leased", "流转"
        STORED = "stored", "收储"
        SHARED = "shared", "入股"
        SELF_RUN = "self_run", "自营"
        RECLAIMED = "reclaimed", "复垦"

    asset = models.ForeignKey(Asset, models.PROTECT, verbose_name="资产", related_name="uses")
    use_kind = models.CharField("利用方式", max_length=10, choices=Kind.choices)
    starts_on = models.DateField("起")
    ends_on = models.DateField("止（不含）", null=True, blank=True)
    operating_since = models.DateField("开始经营（有产出）日期", null=True, blank=True)
    contract = models.ForeignKey(
        "property.LandContract",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="流转收储合同",
        related_name="uses",
    )
    share_contract = models.ForeignKey(
        "property.ShareContract",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="入股合同",
        related_name="uses",
    )

    objects = CompanyRows.as_manager()

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "利用情况"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["asset"], condition=~Q(status="void") & Q(ends_on__isnull=True), name="property_use_one_open",
                violation_error_message="这项资产正在利用中，不能重复流转或入股。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="property_use_span",
                violation_error_message="止日不能早于起日。",
            ),
            models.CheckConstraint(
                condition=Q(contract__isnull=True) | Q(share_contract__isnull=True), name="property_use_one_paper",
                violation_error_message="一次利用只依据一份合同。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.asset} {self.get_use_kind_display()}"


class HouseholdAssetList(LedgerRecord):
    """The list of all assets of a household, read and confirmed by the household itself."""

    domain = "E"
    grid_path = "household__grid_id"
    company_path = None
    privacy = {"signer_name": "P2"}

    class State(models.TextChoices):
        LISTED = "listed", "已列清单"
        CONFIRMED = "confirmed", "本人已确认"
        OBJECTED = "objected", "有异议"

    household = models.ForeignKey(
        "residents.Household", models.PROTECT, verbose_name="户", related_name="asset_lists"
    )
    listed_on = models.DateField("清查日期")
    farmland_count = models.PositiveSmallIntegerField("承包地（块）", default=0)
    forest_count = models.PositiveSmallIntegerField("山林地（块）", default=0)
    homestead_count = models.PositiveSmallIntegerField("宅基地（处）", default=0)
    other_count = models.PositiveSmallIntegerField("其他资产（项）", default=0)
    signer_name = models.CharField("确认人", max_length=50, blank=True)
    signed_by_holder = models.BooleanField("本人签字", default=False)
    confirmed_on = models.DateField("确认日期", null=True, editable=False)
    objection = models.CharField("异议", max_length=200, blank=True, editable=False)
    state = models.CharField(
        "办理状态", max_length=10, choices=State.choices, default=State.LISTED, editable=False
    )

    objects = CompanyRows.as_manager()

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "户资产清单"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["household"], condition=~Q(status="void"), name="property_list_once",
                violation_error_message="这户已有资产清单，请直接修改。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"资产清单 {self.household}"


class AssetValuation(LedgerRecord):
    """What an asset was worth, by whom and how found, until when that holds."""

    domain = "E"
    company_path = "asset__entrusted_to"
    privacy = {"value_fen": "P2", "objection": "P2"}

    class Method(models.TextChoices):
        MARKET = "market", "市场法"
        INCOME = "income", "收益法"
        AGREED = "agreed", "协商"

    asset = models.ForeignKey(Asset, models.PROTECT, verbose_name="资产", related_name="valuations")
    method = models.CharField("方法", max_length=8, choices=Method.choices)
    valuer = models.CharField("评估方", max_length=80, blank=True)
    value_fen = models.BigIntegerField("价值（分）")
    valued_on = models.DateField("评估日期")
    valid_to = models.DateField("有效期至")
    objection = models.CharField("异议", max_length=200, blank=True)

    objects = CompanyRows.as_manager()

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "资产评估"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(value_fen__gte=0), name="property_valuation_value",
                violation_error_message="价值不能为负。",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valued_on")), name="property_valuation_span",
                violation_error_message="有效期不能早于评估日期。",
            ),
            models.CheckConstraint(
                condition=Q(method="agreed") | ~Q(valuer=""), name="property_valuation_valuer",
                violation_error_message="市场法、收益法请填写评估方。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.asset} 评估"
