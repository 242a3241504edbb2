"""How a step of supervision is taken: lock, check table and person, change the state, log, audit, tell — one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from hehuo.audit import trail
from hehuo.notices.services import finish_about
from hehuo.org.workdays import Due
from hehuo.programme.models import SupervisionStep
from hehuo.records.lifecycle import Lifecycle, Transition

WORDS = 500
Personal = Callable[[Any, Any], str]
"""(user, subject) → why this very person may not, or ''."""


@dataclass(frozen=True)
class Button:
    """A step for this person: allowed now, or why not and who takes it."""

    event: str
    label: str
    who: str
    allowed: bool
    why_not: str
    mine: bool
    aside: bool


@dataclass(frozen=True)
class Course:
    """A life cycle with what depends on the very person, and which steps stand aside of the usual way."""

    lifecycle: Lifecycle
    personal: Mapping[str, Personal] = field(default_factory=dict)
    aside: frozenset[str] = frozenset()
    only: Mapping[str, Callable[[Any], bool]] = field(default_factory=dict)
    """Steps that only some subjects have at all."""

    def find(self, event: str, state: str) -> Transition | None:
        """The transition of an event from a state."""
        return next((t for t in self.lifecycle.transitions if t.event == event and state in t.sources), None)

    def buttons(self, subject: Any, user: Any) -> list[Button]:
        """Every step that is legal from here, in the usual order."""
        found = []
        for t in self.lifecycle.transitions:
            if subject.state not in t.sources or not self.only.get(t.event, bool)(subject):
                continue
            mine, who = t.may(user, subject), words_of(t)
            why_not = "" if mine else f"由{who}办理。"
            if mine and t.event in self.personal:
                why_not = self.personal[t.event](user, subject)
            why_not = why_not or t.guard(subject)
            found.append(Button(t.event, t.label, who, not why_not, why_not, mine, t.event in self.aside))
        return found

    def markdown(self) -> list[str]:
        """The table of states and steps for the docs."""
        names = self.lifecycle.states
        lines = [
            f"## {self.lifecycle.name}",
            "",
            "| 原状态 | 步骤 | 新状态 | 谁办理 | 须写原因 | 依据 |",
            "|---|---|---|---|---|---|",
        ]
        for row in self._folded():
            lines.append("| " + " | ".join(row) + " |")
        codes = [f"| `{code}` | {label} |" for code, label in names.items()]
        return [*lines, "", "| 状态代码 | 名称 |", "|---|---|", *codes, ""]

    def _folded(self) -> list[list[str]]:
        """Steps that leave the state as it is are one line, however many states allow them."""
        names, rows, stays = self.lifecycle.states, [], {}
        for t in self.lifecycle.transitions:
            sources = "、".join(names[s] for s in t.sources)
            row = [
                sources,
                f"{t.label}（`{t.event}`）",
                names[t.target],
                words_of(t),
                "是" if t.needs_reason else "否",
                t.clause,
            ]
            if t.sources == (t.target,):
                if t.event in stays:
                    stays[t.event][0] += f"、{sources}"
                    stays[t.event][2] = "不变"
                    continue
                stays[t.event] = row
            rows.append(row)
        return rows


def words_of(t: Transition) -> str:
    """Who takes a step, in words."""
    return str(getattr(t.may, "label", "") or "系统")


def same_state(
    event: str, label: str, states: Sequence[str], may: Any, guard: Any, *, why: bool, clause: str
) -> list[Transition]:
    """A step that changes something else than the state."""
    return [Transition(event, label, (s,), s, may, guard, needs_reason=why, clause=clause) for s in states]


@dataclass
class Act:
    """A step under way. `subject` is the locked row; change it and call `finish`."""

    course: Course
    subject: Any
    event: str
    by: Any
    moment: datetime
    reason: str = ""
    caller: Any = field(default=None, repr=False)

    @property
    def day(self) -> date:
        """The local day of the step."""
        return timezone.localtime(self.moment).date()

    def finish(self, event: str = "", *, data: dict | None = None, due: Due | None = None) -> Any:
        """Set the state, save, write the log and the audit entry; what was asked about the subject is done."""
        subject, event = self.subject, event or self.event
        transition = self.course.find(event, subject.state)
        if transition is None:
            raise ValidationError("这一步与现在的状态不符，请刷新页面后再办理。")
        before, subject.state = subject.state, transition.target
        moved = before != subject.state
        if moved or due:
            subject.step_due_on = due.day if due else None
            subject.step_due_provisional = bool(due and due.provisional)
        subject.save()
        if moved:
            finish_about(subject, by=self.by, on=self.day)
        log(self, event, transition.label, before, data or {})
        if self.caller is not None and self.caller is not subject:
            self.caller.refresh_from_db()
        return subject


def log(act: Act, event: str, label: str, before: str, data: dict) -> SupervisionStep:
    """One line of the log and one audit entry."""
    subject = act.subject
    made = SupervisionStep.objects.create(
        subject_model=subject._meta.label_lower, subject_id=subject.pk, event=event, label=label, from_state=before,
        to_state=subject.state, state_label=act.course.lifecycle.states[subject.state], actor=act.by, at=act.moment,
        reason=act.reason, data=data,
    )  # fmt: skip
    told = {
        "from": before,
        "to": subject.state,
        "reason": act.reason,
        "step_at": act.moment.isoformat(),
        **data,
    }
    trail.record(event, subject, by=act.by, data=told)
    return made


def begin(
    course: Course, subject: Any, event: str, *, by: Any, at: datetime | None = None, reason: str = ""
) -> Act:
    """Lock the subject and check that `event` is legal here, for this role and this person.

    Raises `ValidationError` (with the legal steps) or `PermissionDenied`. Must run inside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A step runs inside transaction.atomic.")
    moment = at or timezone.now()
    locked = type(subject)._base_manager.select_for_update(of=("self",)).get(pk=subject.pk)
    locked._moment = moment
    course.lifecycle.check(locked, event, by=by, reason=reason)
    why_not = course.personal[event](by, locked) if event in course.personal else ""
    if why_not:
        raise PermissionDenied(why_not)
    if len(reason) > WORDS:
        raise ValidationError(f"原因（说明）不超过 {WORDS} 字。")
    last = locked.steps.order_by("-id").values_list("at", flat=True).first()
    if last and moment < last:
        raise ValidationError("办理时间不能早于上一步。")
    return Act(course, locked, event, by, moment, reason.strip(), subject)


def open_subject(
    course: Course,
    subject: Any,
    event: str,
    label: str,
    *,
    by: Any,
    at: datetime | None,
    data: dict | None = None,
) -> Any:
    """Save a new subject and write the first line of its log."""
    moment = at or timezone.now()
    subject.created_by, subject.created_at = by, moment
    subject.save()
    log(Act(course, subject, event, by, moment), event, label, "", data or {})
    return subject


def day_of(subject: Any) -> date:
    """The day of the step that is being taken; today for buttons."""
    return timezone.localtime(getattr(subject, "_moment", None) or timezone.now()).date()
