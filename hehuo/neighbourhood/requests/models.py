"""居民诉求: reported, accepted, dispatched, handled, fed back, and solved only by the resident's word (domain §3.5)."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from hehuo.records.models import LedgerRecord
from hehuo.records.sealed import SealedField


class ResidentRequest(LedgerRecord):
    """诉求台账. The reporter may stay anonymous; nothing here becomes a judgement of a resident."""

    domain = "F"
    grid_path = "building__grid_id"
    privacy = {"content": "P2", "result": "P2", "request_no": "P2"}

    class State(models.TextChoices):
        REPORTED = "reported", "已上报"
        ACCEPTED = "accepted", "已受理"
        NOT_ACCEPTED = "not_accepted", "不予受理"
        MERGED = "merged", "已合并"
        DISPATCHED = "dispatched", "已派遣"
        RETURNED = "rejected_by_unit", "承办退回"
        PROCESSING = "processing", "处置中"
        SUSPENDED = "suspended", "已挂起"
        HANDLED = "handled", "办结待反馈"
        FED_BACK = "fed_back", "已反馈待评价"
        CHECKED = "checked", "已核查待评价"
        RATED = "rated", "已评价结案"
        UNRATED = "closed_no_rating", "未评价结案"
        ESCALATED = "escalated", "已上交"
        TO_MEDIATION = "transferred_mediation", "转人民调解"
        TO_PETITION = "transferred_petition", "转信访渠道"
        TO_POLICE = "transferred_police", "转公安"
        TO_EMERGENCY = "transferred_emergency", "转紧急救助"

    class Channel(models.TextChoices):
        APP = "app", "手机"
        PHONE = "phone", "电话"
        WINDOW = "window", "窗口"
        PAPER = "paper", "书面"
        GRID = "grid", "网格"
        BUILDING_HEAD = "building_head", "楼栋长"
        MEETING = "meeting", "会议"
        DEVICE = "device", "设备"
        HOTLINE = "12345", "12345 热线"
        OTHER = "other", "其他"

    class Category(models.TextChoices):
        PROPERTY = "property", "物业设施"
        UTILITIES = "utilities", "水电气讯"
        SANITATION = "sanitation", "环境卫生"
        NOISE = "noise", "邻里噪声"
        EDUCATION = "education", "教育"
        MEDICAL = "medical", "医疗医保"
        SOCIAL_SECURITY = "social_security", "社保"
        JOBS = "jobs", "就业"
        CERTIFICATES = "certificates", "证照户籍"
        LAND = "land", "土地资产"
        SAFETY = "safety", "安全隐患"
        TRAFFIC = "traffic", "交通"
        OTHER = "other", "其他"

    class Urgency(models.TextChoices):
        EMERGENCY = "emergency", "紧急"
        URGENT = "urgent", "加急"
        NORMAL = "normal", "一般"

    class Level(models.TextChoices):
        SIMPLE = "simple", "简单（3 个工作日）"
        GENERAL = "general", "一般（7 个工作日）"
        COMPLEX = "complex", "复杂（15 个工作日）"

    class Unit(models.TextChoices):
        COMMUNITY = "community", "社区居委会"
        GRID = "grid", "网格员"
        WINDOW = "window", "便民服务窗口"
        TOWNSHIP = "township", "乡镇（街道）"
        PROPERTY = "property", "物业服务（社区跟办）"
        OTHER = "other", "其他单位（社区跟办）"

    class Told(models.TextChoices):
        CALL = "call", "电话"
        VISIT = "visit", "上门"
        MESSAGE = "message", "短信"
        NOTICE = "notice", "公示（匿名诉求）"

    class Solved(models.TextChoices):
        YES = "yes", "解决了"
        PARTLY = "partly", "部分解决"
        NO = "no", "没有解决"
        SILENT = "no_answer", "没有回答"

    request_no = models.CharField("编号", max_length=32, blank=True, editable=False)
    channel = models.CharField("渠道", max_length=14, choices=Channel.choices)
    anonymous = models.BooleanField("匿名", default=False)
    reporter = models.ForeignKey(
        "residents.Person", models.PROTECT, null=True, blank=True, verbose_name="反映人", related_name="+"
    )
    callback_phone = SealedField("回访电话", kind="phone")
    callback_phone_index = models.CharField(max_length=40, blank=True, editable=False, db_index=True)
    category = models.CharField("类别", max_length=16, choices=Category.choices)
    urgency = models.CharField("紧急程度", max_length=10, choices=Urgency.choices, default=Urgency.NORMAL)
    level = models.CharField("难易", max_length=8, choices=Level.choices, default=Level.GENERAL)
    building = models.ForeignKey(
        "org.Building", models.PROTECT, null=True, blank=True, verbose_name="楼栋", related_name="+"
    )
    place = models.CharField("地点", max_length=60, blank=True)
    content = models.TextField("内容", max_length=2000)
    reported_on = models.DateField("上报日期", default=timezone.localdate)
    state = models.CharField(
        "办理状态", max_length=24, choices=State.choices, default=State.REPORTED, editable=False
    )
    accept_due_on = models.DateField("应受理", null=True, blank=True, editable=False)
    accepted_on = models.DateField("受理日期", null=True, blank=True, editable=False)
    dispatched_on = models.DateField("派遣日期", null=True, blank=True, editable=False)
    unit = models.CharField("承办单位", max_length=10, choices=Unit.choices, blank=True, editable=False)
    returns = models.PositiveSmallIntegerField("退单次数", default=0, editable=False)
    due_on = models.DateField("办理期限", null=True, blank=True, editable=False)
    suspended_on = models.DateField("挂起日期", null=True, blank=True, editable=False)
    suspended_until = models.DateField("挂起至", null=True, blank=True, editable=False)
    supervised_on = models.DateField("督办日期", null=True, blank=True, editable=False)
    on_the_spot = models.BooleanField("当场办结", default=False, editable=False)
    handled_on = models.DateField("办结日期", null=True, blank=True, editable=False)
    handled_by = models.ForeignKey(
        "org.User", models.PROTECT, null=True, editable=False, verbose_name="登记办结的人", related_name="+"
    )
    result = models.TextField("处置结果", max_length=1000, blank=True, editable=False)
    fed_back_on = models.DateField("反馈日期", null=True, blank=True, editable=False)
    told_by = models.CharField("反馈方式", max_length=8, choices=Told.choices, blank=True, editable=False)
    checked_on = models.DateField("核查日期", null=True, blank=True, editable=False)
    checked_by = models.ForeignKey(
        "org.User", models.PROTECT, null=True, editable=False, verbose_name="核查人", related_name="+"
    )
    check_note = models.CharField("核查情况", max_length=300, blank=True, editable=False)
    solved = models.CharField("是否解决", max_length=10, choices=Solved.choices, blank=True, editable=False)
    rating = models.PositiveSmallIntegerField("评价（1—5）", null=True, blank=True, editable=False)
    rated_on = models.DateField("评价日期", null=True, blank=True, editable=False)
    reworks = models.PositiveSmallIntegerField("返工次数", default=0, editable=False)
    closed_on = models.DateField("结案日期", null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        verbose_name="合并到",
        related_name="merged",
    )
    origin_model = models.CharField("由来", max_length=60, blank=True, editable=False)
    origin_id = models.PositiveBigIntegerField("由来的记录", null=True, editable=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "居民诉求"
        ordering = ["-reported_on", "-id"]
        indexes = [
            models.Index(
                fields=[
                    "settlement",
                    "-reported_on",
                    "-id",
                    "status",
                    "state",
                    "category",
                    "channel",
                    "urgency",
                    "unit",
                    "solved",
                    "request_no",
                    "place",
                ],
                name="neighbourhood_request_list",
            ),
            *LedgerRecord.Meta.indexes,
            models.Index(fields=["settlement", "state"], name="neighbourhood_request_state"),
            models.Index(fields=["origin_model", "origin_id"], name="neighbourhood_request_origin"),
        ]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["request_no"], condition=~Q(request_no=""), name="neighbourhood_request_no",
                violation_error_message="诉求编号重复，请再保存一次。",
            ),
            models.CheckConstraint(
                condition=Q(anonymous=False) | Q(reporter__isnull=True), name="neighbourhood_request_anonymous",
                violation_error_message="匿名诉求不登记反映人。",
            ),
            models.CheckConstraint(
                condition=Q(handled_on__isnull=True) | Q(handled_on__gte=F("reported_on")), name="neighbourhood_request_order",
                violation_error_message="办结日期不能早于上报日期。",
            ),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__gte=1, rating__lte=5), name="neighbourhood_request_rating",
                violation_error_message="评价为 1 到 5。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_category_display()}诉求 {self.request_no}"

    def lamp(self) -> str:
        """How the deadline stands, in words: never a colour alone."""
        return lamp_of(self, timezone.localdate())

    lamp.short_description = "时限"  # type: ignore[attr-defined]


LIMITS = {
    ResidentRequest.Level.SIMPLE: 3,
    ResidentRequest.Level.GENERAL: 7,
    ResidentRequest.Level.COMPLEX: 15,
}
"""Working days by how hard a request is."""
WORKING = (
    ResidentRequest.State.DISPATCHED,
    ResidentRequest.State.RETURNED,
    ResidentRequest.State.PROCESSING,
    ResidentRequest.State.ESCALATED,
)
"""States in which the clock of the handling unit runs."""


def lamp_of(request: ResidentRequest, today: date) -> str:
    """The deadline in words, by calendar days."""
    if request.state == ResidentRequest.State.SUSPENDED:
        return f"已挂起，最迟 {request.suspended_until:%m-%d} 恢复" if request.suspended_until else "已挂起"
    due = request.accept_due_on if request.state == ResidentRequest.State.REPORTED else request.due_on
    if request.handled_on:
        return "按时办结" if due is None or request.handled_on <= due else "超期办结"
    if due is None or request.state not in (*WORKING, ResidentRequest.State.REPORTED):
        return "—"
    days = (due - today).days
    word = "受理" if request.state == ResidentRequest.State.REPORTED else "办结"
    if days < 0:
        return f"已超期 {-days} 天"
    return f"今天应{word}" if days == 0 else f"还有 {days} 天应{word}"


class RequestPause(LedgerRecord):
    """诉求挂起记录: from when to when the clock stood still, why, and who agreed."""

    domain = "F"
    grid_path = "request__building__grid_id"

    class Why(models.TextChoices):
        SEASON = "season", "季节施工"
        FUNDS = "funds", "资金未到位"
        THIRD_PARTY = "third_party", "等待第三方"
        REPORTER = "reporter", "反映人要求暂缓"

    request = models.ForeignKey(ResidentRequest, models.PROTECT, verbose_name="诉求", related_name="pauses")
    why = models.CharField("原因", max_length=12, choices=Why.choices)
    starts_on = models.DateField("挂起")
    until = models.DateField("最迟恢复")
    resumed_on = models.DateField("恢复", null=True, blank=True)
    days_left = models.PositiveSmallIntegerField("挂起时剩余工作日")

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "诉求挂起"
        ordering = ["-starts_on", "-id"]

    def __str__(self) -> str:
        return f"{self.starts_on:%Y-%m-%d} 挂起"
