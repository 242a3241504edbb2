"""Life cycles as tables: states, events, who may, and what an illegal step answers.

A life cycle is printed into the docs and drives the buttons; the database keeps only the state code.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError


@dataclass(frozen=True)
class Transition:
    """One legal step. `may(user, record)` says who; `guard(record)` returns a Chinese reason why not, or ''."""

    event: str
    label: str
    sources: tuple[str, ...]
    target: str
    may: Callable[[Any, Any], bool] = lambda user, record: True
    guard: Callable[[Any], str] = lambda record: ""
    needs_reason: bool = False
    clause: str = ""


@dataclass(frozen=True)
class Offer:
    """A button: allowed now, or the reason why not."""

    transition: Transition
    allowed: bool
    why_not: str = ""


@dataclass(frozen=True)
class Lifecycle:
    """Transitions over a state field."""

    name: str
    states: dict[str, str]
    transitions: Sequence[Transition] = field(default_factory=tuple)
    state_field: str = "state"

    def __post_init__(self) -> None:
        for step in self.transitions:
            unknown = [s for s in (*step.sources, step.target) if s not in self.states]
            if unknown:
                raise ValueError(f"{self.name}: {step.event} names unknown states {unknown}")

    def offers(self, record: Any, user: Any) -> list[Offer]:
        """What can be done from here, and why a step cannot."""
        state = getattr(record, self.state_field)
        found = []
        for step in self.transitions:
            if state not in step.sources:
                continue
            if not step.may(user, record):
                found.append(Offer(step, False, "您的角色不能办理这一步。"))
            else:
                reason = step.guard(record)
                found.append(Offer(step, not reason, reason))
        return found

    def check(self, record: Any, event: str, *, by: Any, reason: str = "") -> Transition:
        """The transition for `event` from here; raises with the list of allowed ones otherwise."""
        state = getattr(record, self.state_field)
        step = next((t for t in self.transitions if t.event == event and state in t.sources), None)
        if step is None:
            allowed = "、".join(t.label for t in self.transitions if state in t.sources) or "无"
            raise ValidationError(f"现在是“{self.states[state]}”，不能办理这一步。可以办理：{allowed}。")
        if not step.may(by, record):
            raise PermissionDenied("您的角色不能办理这一步。")
        if step.needs_reason and not reason.strip():
            raise ValidationError(f"办理“{step.label}”请写明原因。")
        why_not = step.guard(record)
        if why_not:
            raise ValidationError(why_not)
        return step

    def apply(self, record: Any, event: str, *, by: Any, reason: str = "") -> Transition:
        """Check and set the new state on the record (the caller saves it in its transaction)."""
        step = self.check(record, event, by=by, reason=reason)
        setattr(record, self.state_field, step.target)
        return step

    def table(self) -> list[tuple[str, str, str, str]]:
        """Rows (from, event, to, clause) for the docs."""
        return [
            ("、".join(self.states[s] for s in t.sources), t.label, self.states[t.target], t.clause)
            for t in self.transitions
        ]


def needs(*names: str) -> Callable[[Any], str]:
    """A guard: these fields must be filled; says which one is not."""

    def guard(record: Any) -> str:
        empty = [
            str(record._meta.get_field(name).verbose_name) for name in names if not getattr(record, name)
        ]
        return f"请先在“修改”中填写：{'、'.join(empty)}。" if empty else ""

    return guard
