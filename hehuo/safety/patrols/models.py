"""巡逻: teams, routes with fixed points, and one record for every planned patrol (item 6 “人防”)."""

from django.db import models
from django.db.models import Q

from hehuo.records.models import LedgerRecord


class PatrolTeam(LedgerRecord):
    """巡逻队伍."""

    domain = "H"

    class Kind(models.TextChoices):
        STAFF = "staff", "专职巡逻"
        VOLUNTEER = "volunteer", "义务巡逻"
        JOINT = "joint", "警民联防"
        FIRE = "fire", "微型消防站"

    name = models.CharField("队伍名称", max_length=60)
    kind = models.CharField("类型", max_length=10, choices=Kind.choices)
    members = models.PositiveSmallIntegerField("人数")
    leader = models.CharField("队长", max_length=50)
    set_up_on = models.DateField("组建日期")
    disbanded_on = models.DateField("解散日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "巡逻队伍"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(members__gte=1), name="safety_team_members", violation_error_message="队伍人数至少 1 人。"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class PatrolRoute(LedgerRecord):
    """巡逻路线: how many fixed points, how often a week; the month plan is made from it."""

    domain = "H"

    class Slot(models.TextChoices):
        MORNING = "morning", "上午"
        AFTERNOON = "afternoon", "下午"
        EVENING = "evening", "晚间"
        NIGHT = "night", "夜间"

    team = models.ForeignKey(PatrolTeam, models.PROTECT, verbose_name="队伍", related_name="routes")
    name = models.CharField("路线名称", max_length=60)
    slot = models.CharField("时段", max_length=10, choices=Slot.choices)
    points = models.PositiveSmallIntegerField("点位数")
    times_a_week = models.PositiveSmallIntegerField("每周次数")
    valid_from = models.DateField("启用日期")
    valid_to = models.DateField("停用日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "巡逻路线"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(times_a_week__gte=1) & Q(times_a_week__lte=7), name="safety_route_times",
                violation_error_message="每周次数为 1 至 7。",
            ),
            models.CheckConstraint(
                condition=Q(points__gte=1), name="safety_route_points", violation_error_message="点位数至少 1 个。"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name}（{self.get_slot_display()}）"


class PatrolRecord(LedgerRecord):
    """巡逻台账: planned, then done or missed with a reason. An offence seen is a call to 110, nothing more."""

    domain = "H"

    class State(models.TextChoices):
        PLANNED = "planned", "待巡逻"
        DONE = "done", "已巡逻"
        MISSED = "missed", "未巡逻"
        CANCELLED = "cancelled", "因故取消"

    route = models.ForeignKey(PatrolRoute, models.PROTECT, verbose_name="路线", related_name="patrols")
    planned_on = models.DateField("计划日期")
    state = models.CharField(
        "办理状态", max_length=10, choices=State.choices, default=State.PLANNED, editable=False
    )
    started_at = models.TimeField("开始时间", null=True, blank=True)
    ended_at = models.TimeField("结束时间", null=True, blank=True)
    points_checked = models.PositiveSmallIntegerField("已查点位", default=0)
    hazards_found = models.PositiveSmallIntegerField("发现隐患", default=0)
    called_110 = models.BooleanField("是否报警", default=False)
    missed_reason = models.CharField("未巡逻（取消）原因", max_length=120, blank=True)

    class Meta(LedgerRecord.Meta):
        indexes = [
            *LedgerRecord.Meta.indexes,
            models.Index(
                fields=[
                    "settlement",
                    "-planned_on",
                    "-id",
                    "status",
                    "state",
                    "points_checked",
                    "hazards_found",
                ],
                name="safety_patrolrecord_list",
            ),
        ]
        abstract = False
        verbose_name = "巡逻记录"
        ordering = ["-planned_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["route", "planned_on"], condition=~Q(status="void"), name="safety_patrol_once",
                violation_error_message="这条路线当天已有巡逻计划。",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(points_checked__gte=1), name="safety_patrol_points",
                violation_error_message="已巡逻的须填写已查点位。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.planned_on:%Y-%m-%d} {self.route}"
