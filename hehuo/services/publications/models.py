"""信息发布台账, 信息平台和网站, 信息资源交互 (item 16)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord
from hehuo.services.organisations.models import span


class InfoPublication(LedgerRecord):
    """信息发布: a notice in a column, looked through by a second person before it is published."""

    domain = "A"

    class Topic(models.TextChoices):
        BENEFITS = "benefits", "惠民政策"
        JOBS = "jobs", "就业创业"
        MARKET = "market", "市场信息"
        PUBLIC = "public", "公示公告"
        NOTICE = "notice", "通知"

    class State(models.TextChoices):
        DRAFTED = "drafted", "待审核"
        PUBLISHED = "published", "已发布"
        BLOCKED = "blocked", "不予发布"
        WITHDRAWN = "withdrawn", "已撤下"

    class PersonalCheck(models.TextChoices):
        CLEAN = "clean", "不含个人信息"
        MASKED = "masked", "已隐去个人信息"
        BLOCKED = "blocked", "含个人信息，不发布"

    topic = models.CharField("栏目", max_length=10, choices=Topic.choices)
    title = models.CharField("标题", max_length=120)
    text = models.TextField("内容", max_length=4000)
    on_board = models.BooleanField("宣传栏", default=False)
    on_site = models.BooleanField("网站", default=False)
    on_platform = models.BooleanField("平台", default=False)
    on_radio = models.BooleanField("广播", default=False)
    expires_on = models.DateField("到期日期", null=True, blank=True, help_text="不填的，发布后 90 天到期。")
    state = models.CharField(
        "办理状态", max_length=10, choices=State.choices, default=State.DRAFTED, editable=False
    )
    personal_check = models.CharField(
        "个人信息审查", max_length=8, choices=PersonalCheck.choices, blank=True, editable=False
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, verbose_name="审核人", related_name="+"
    )  # fmt: skip
    published_on = models.DateField("发布日期", null=True, editable=False)
    withdrawn_on = models.DateField("撤下日期", null=True, editable=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "信息发布"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | ~Q(reviewer=F("created_by")), name="services_publication_two",
                violation_error_message="审核人和拟稿人不能是同一人。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class InfoPlatform(LedgerRecord):
    """信息平台和网站: a platform of public services or the community's website."""

    domain = "A"

    class Kind(models.TextChoices):
        PLATFORM = "platform", "综合信息平台"
        SITE = "site", "社区网站"

    kind = models.CharField("类别", max_length=10, choices=Kind.choices)
    name = models.CharField("名称", max_length=60)
    address = models.CharField("网址", max_length=120)
    operator = models.CharField("运维单位", max_length=60)
    valid_from = models.DateField("上线日期")
    valid_to = models.DateField("下线日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "信息平台和网站"
        constraints = [*LedgerRecord.Meta.constraints, span("services_platform_span")]

    def __str__(self) -> str:
        return self.name


class PlatformCheck(LedgerRecord):
    """在线查看: whether a platform or website opened on a day, and the day of its newest text."""

    domain = "A"

    platform = models.ForeignKey(InfoPlatform, models.PROTECT, verbose_name="平台", related_name="checks")
    checked_on = models.DateField("查看日期")
    reachable = models.BooleanField("能打开", default=False)
    newest_on = models.DateField("最新内容日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "在线查看"
        ordering = ["-checked_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(newest_on__isnull=True) | Q(newest_on__lte=F("checked_on")), name="services_check_newest",
                violation_error_message="最新内容日期不能晚于查看日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.platform} {self.checked_on}"


class PlatformExchange(LedgerRecord):
    """信息资源交互: an agreed exchange of data with another system, no more than is needed."""

    domain = "A"

    class Direction(models.TextChoices):
        IN = "in", "接收"
        OUT = "out", "提供"
        BOTH = "both", "双向"

    counterpart = models.CharField("对接系统", max_length=60)
    direction = models.CharField("方向", max_length=4, choices=Direction.choices)
    content = models.CharField("字段清单", max_length=200, help_text="只列必需的字段。")
    legal_basis = models.CharField("依据", max_length=100, help_text="文件名称和文号。")
    valid_from = models.DateField("开通日期")
    valid_to = models.DateField("停止日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "信息资源交互"
        constraints = [
            *LedgerRecord.Meta.constraints,
            span("services_exchange_span"),
            models.UniqueConstraint(
                fields=["settlement", "counterpart"], condition=~Q(status="void"), name="services_exchange_once",
                violation_error_message="与这个系统的交互已经登记。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.counterpart


class ExchangeRun(LedgerRecord):
    """交互记录: one exchange that took place, or failed."""

    domain = "A"

    exchange = models.ForeignKey(PlatformExchange, models.PROTECT, verbose_name="交互", related_name="runs")
    ran_on = models.DateField("日期")
    succeeded = models.BooleanField("成功", default=False)
    volume = models.PositiveIntegerField("数量（条）", default=0)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "交互记录"
        ordering = ["-ran_on", "-id"]

    def __str__(self) -> str:
        return f"{self.exchange} {self.ran_on}"
