"""What tasks, spot checks, inspections, findings and bulletins share: state, deadline of the step, log, ladder, units."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from hehuo.org.models import OrgUnit, Post
from hehuo.org.rights import roles_of
from hehuo.org.roles import Role
from hehuo.org.scope import path_range, scope_of

USER = settings.AUTH_USER_MODEL
OVERSEERS = frozenset({Role.CITY_LEADER, Role.CITY_OFFICE, Role.AUDITOR})
"""See all supervision of the city."""
ANSWERERS = frozenset(
    {
        Role.CITY_BUREAU, Role.COUNTY_HQ, Role.COUNTY_REVIEWER, Role.COUNTY_BUREAU, Role.TOWNSHIP, Role.SECRETARY,
        Role.COMMITTEE,
    }
)  # fmt: skip
"""Answer for their units."""
COUNTY_DESK = (Role.COUNTY_HQ, Role.COUNTY_REVIEWER)


def successor_on(unit: OrgUnit, day: date) -> OrgUnit:
    """The unit that answers on `day`: follows successors while the unit has ended by then (domain §1.3)."""
    seen = {unit.pk}
    while unit.successor_id and unit.valid_to and unit.valid_to <= day and unit.successor_id not in seen:
        unit = unit.successor
        seen.add(unit.pk)
    return unit


def with_predecessors(unit: OrgUnit) -> set[int]:
    """The unit and every unit that it followed: their people answer for it."""
    found, new = {unit.pk}, {unit.pk}
    while new:
        new = set(OrgUnit.objects.filter(successor__in=new).values_list("pk", flat=True)) - found
        found |= new
    return found


def sees_all(user: Any) -> bool:
    """Whether the person watches the whole city."""
    return bool(roles_of(user) & OVERSEERS)


def unit_ids_of(user: Any) -> frozenset[int]:
    """Units that the person speaks for: units of the own posts; for a county's headquarters every unit of the county."""
    cached = getattr(user, "_supervised_units", None)
    if cached is None:
        if not roles_of(user) & (ANSWERERS | OVERSEERS):
            cached = frozenset()
        else:
            today = timezone.localdate()
            mine = OrgUnit.objects.filter(pk__in=scope_of(user).unit_ids).select_related(
                "successor__successor"
            )
            found = {unit.pk for unit in mine} | {successor_on(unit, today).pk for unit in mine}
            held = Post.objects.filter(user=user, role__in=COUNTY_DESK).held_at(today)
            for post in held.select_related("area"):
                found |= set(
                    OrgUnit.objects.filter(path_range(post.area.path, "area__path")).values_list(
                        "pk", flat=True
                    )
                )
            cached = frozenset(found)
        user._supervised_units = cached
    return cached


class SupervisionStep(models.Model):
    """办理记录 of one task, spot check, inspection, finding or bulletin. Append-only (database trigger)."""

    subject_model = models.CharField("对象", max_length=60)
    subject_id = models.PositiveBigIntegerField("对象编号")
    event = models.CharField("步骤", max_length=40)
    label = models.CharField("步骤名称", max_length=40)
    from_state = models.CharField("原状态", max_length=40, blank=True)
    to_state = models.CharField("新状态", max_length=40)
    state_label = models.CharField("状态名称", max_length=40)
    actor = models.ForeignKey(USER, models.PROTECT, verbose_name="办理人", related_name="+")
    at = models.DateTimeField("办理时间")
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)
    reason = models.CharField("原因（说明）", max_length=500, blank=True)
    data = models.JSONField("内容", default=dict)

    class Meta:
        verbose_name = "督办办理记录"
        ordering = ["id"]
        indexes = [models.Index(fields=["subject_model", "subject_id", "id"], name="programme_step_of")]

    def __str__(self) -> str:
        return f"{self.label} {self.at:%Y-%m-%d}"


class Proved:
    """Takes files and notes as proofs like a ledger record (`evidence.queries.stands_beside`); never compulsory."""

    takes_proofs = True
    domain = "B"
    status = ""
    pk: Any
    created_at: Any

    @property
    def record_no(self) -> str:
        """Its number in titles."""
        return f"{self.pk} 号"

    @property
    def occurred_on(self) -> date:
        """The day of the fact that a form proposes."""
        return timezone.localdate()

    @classmethod
    def proved_for(cls, user: Any) -> models.QuerySet:
        """Rows whose proofs the person may see."""
        return cls._default_manager.visible_to(user)  # type: ignore[attr-defined]

    def may_prove(self, user: Any) -> bool:
        """Whether a reader may add proofs."""
        raise NotImplementedError

    def get_absolute_url(self) -> str:
        """Its page."""
        from hehuo.programme.supervision.addresses import address_of

        return address_of(self)


class Subject(models.Model):
    """Something with a life cycle: `state` is set by steps only."""

    step_due_on = models.DateField("本步时限", null=True, editable=False)
    step_due_provisional = models.BooleanField("按暂定日历", default=False, editable=False)
    created_by = models.ForeignKey(
        USER, models.PROTECT, verbose_name="登记人", related_name="+", editable=False
    )
    created_at = models.DateTimeField("登记时间", default=timezone.now, editable=False)
    demo = models.BooleanField("演示数据", default=False, editable=False)

    class Meta:
        abstract = True

    @property
    def steps(self) -> models.QuerySet:
        """The log, oldest first."""
        return SupervisionStep.objects.filter(
            subject_model=self._meta.label_lower, subject_id=self.pk
        ).select_related("actor")

    @classmethod
    def late_on(cls, day: date) -> models.Q:
        """Late: the date of the step that is owed now has passed."""
        return models.Q(step_due_on__lt=day)


class OnLadder(Subject):
    """Something with a deadline: overdue → reminded (one day) → talked (ten days) → proposed for a bulletin (domain §3.3)."""

    due_on = models.DateField("时限")
    due_provisional = models.BooleanField("时限按暂定日历", default=False)
    extended_on = models.DateField("延期日期", null=True, editable=False)
    reminded_on = models.DateField("提醒日期", null=True, editable=False)
    talked_on = models.DateField("约谈日期", null=True, editable=False)
    bulletin_proposed_on = models.DateField("提请通报日期", null=True, editable=False)

    due_states: tuple[str, ...] = ()
    """Where the unit has its turn: only there it can be late."""

    class Meta:
        abstract = True

    @classmethod
    def late_on(cls, day: date) -> models.Q:
        """Late: the unit's turn, and the deadline, a stage or the step that it owes (签收, 方案) has passed.

        The one definition for lists, lamps, matrix, dashboards, packs and the ladder; `days_late` says by how much.
        """
        passed = models.Q(due_on__lt=day) | models.Q(step_due_on__lt=day)
        return passed & models.Q(state__in=cls.due_states)

    def days_over(self, on: date | None = None) -> int:
        """Days past 24:00 of the deadline; 0 while in time."""
        return max(0, ((on or timezone.localdate()) - self.due_on).days)

    @property
    def is_due(self) -> bool:
        """Waits for the unit: only then it can be late."""
        return self.state in self.due_states  # type: ignore[attr-defined]

    def days_late(self, on: date | None = None) -> int:
        """Days past the deadline, or past that of the step that the unit owes now (签收, 方案), whichever is more."""
        day = on or timezone.localdate()
        step = self.step_due_on if self.is_due else None
        return max(self.days_over(day), (day - step).days if step else 0)

    @property
    def next_due(self) -> date | None:
        """The next date that the unit must keep; None while it is not its turn."""
        if not self.is_due:
            return None
        return min(self.due_on, self.step_due_on or self.due_on)

    def leave_ladder(self, on: date) -> None:
        """The step that was late has been taken and the deadline still holds: a later delay climbs from the bottom."""
        if self.due_on >= on:
            self.reminded_on = self.talked_on = self.bulletin_proposed_on = None
