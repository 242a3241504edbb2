"""Who may open supervision at all; which rows is said by `visible_to` of each kind."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from hehuo.org.rights import has_role
from hehuo.org.roles import Role
from hehuo.programme.models.supervision import ANSWERERS, OVERSEERS

opens_supervision = has_role(*OVERSEERS, *ANSWERERS, Role.INSPECTOR)
drafts = has_role(Role.CITY_OFFICE)
plans_inspections = has_role(Role.CITY_OFFICE, Role.CITY_LEADER)
judges = has_role(Role.INSPECTOR, Role.CITY_BUREAU)


def problems_of(problem: ValidationError | PermissionDenied) -> list[str]:
    """Sentences of a refusal."""
    if isinstance(problem, ValidationError):
        return list(problem.messages)
    return [str(problem) or "您的角色不能办理这一步。"]


def tone_of(state: Any) -> str:
    """Tone of the lamp beside a state."""
    return TONES.get(str(state), "wait")


TONES = {
    **dict.fromkeys(("closed", "reviewed_ok", "verified_closed", "closed_ok", "no_problem", "read_by_units", "archived", "issued"), "ok"),
    **dict.fromkeys(("cancelled", "withdrawn", "created", "drafted", "planned", "recorded"), "idle"),
    **dict.fromkeys(("disputed", "returned", "plan_returned", "reopened"), "bad"),
    **dict.fromkeys(("problem_confirmed", "rectification_notice_issued", "to_rectification", "to_bulletin", "to_discipline_clue"), "warn"),
}  # fmt: skip
