"""From a confirmed question to a problem: the facts of the question as the first words, a person decides what stands (domain §2.0.5)."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.assessment.deductions import full_points
from hehuo.assessment.models import StandardEdition
from hehuo.assessment.standards import rules
from hehuo.kit.asking import Step, StepForm
from hehuo.measures import registry
from hehuo.notices.services import finish_about
from hehuo.org.rights import has_role
from hehuo.org.roles import Role
from hehuo.programme.models import Finding, QuestionState, Signal, VerificationQuery
from hehuo.programme.scores import criteria_of
from hehuo.programme.supervision.findings.steps import record_finding
from hehuo.programme.supervision.findings.steps.record_finding import Facts
from hehuo.programme.supervision.pages.forms import FindingForm, answering_units
from hehuo.programme.supervision.people import county_headquarters, recusal_from_place

USUAL_POINTS = Decimal("0.20")
REQUIREMENT = "对照原始记录核对并更正台账，补充能证明实际情况的资料；说明今后怎样登记。"
CRITERIA = {
    Signal.RATINGS: "15.4",
    Signal.CLOSED_QUICKLY: "14.3",
    Signal.SAME_TEXT: "3.4",
    Signal.REVISIT: "11.1",
}
"""Sub-criterion of a signal whose question names no record that a measure counts."""

registers = has_role(Role.CITY_OFFICE, Role.INSPECTOR)


def edition_for_findings() -> StandardEdition | None:
    """The newest published edition: a problem of today costs points of today's standard."""
    return StandardEdition.objects.filter(state=StandardEdition.State.PUBLISHED).first()


def criterion_of(query: VerificationQuery, edition: StandardEdition) -> str:
    """The sub-criterion whose measures count the record in question, else that of the signal, else ''."""
    known = {c.code for c in criteria_of(edition)}
    for section in edition.data["sections"]:
        for item in section["items"]:
            for sub in item["sub_criteria"]:
                cases = {
                    registry.measure(name).case for name in rules.measures_in(sub) if registry.exists(name)
                }
                if query.target_model and query.target_model in {case.lower() for case in cases}:
                    return str(sub["code"])
    code = CRITERIA.get(Signal(query.rule_code), "")
    return code if code in known else ""


def first_words(query: VerificationQuery, edition: StandardEdition) -> dict[str, Any]:
    """What the form holds before the person has changed anything."""
    code = criterion_of(query, edition)
    said = f"单位答复：{query.answer}" if query.answer else "单位逾期没有答复。"
    parts = [query.question, said, f"结论：{query.conclusion}"]
    unit = county_headquarters(query.settlement.county)
    return {
        "criterion": code, "points": min(USUAL_POINTS, full_points(edition, code) or USUAL_POINTS),
        "fact": "".join(part if part.endswith(("。", "？", "！")) else part + "。" for part in parts)[:300],
        "basis": f"核实问题单 {query.record_no}（{Signal(query.rule_code).label}）"[:200], "requirement": REQUIREMENT,
        "responsible": unit.pk if unit else None, "urgency": Finding.Urgency.NORMAL,
    }  # fmt: skip


class RegisterForm(StepForm):
    """The form of a problem, filled from the question."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["on"]
        for name, field in FindingForm.base_fields.items():
            if name != "reason":
                self.fields[name] = deepcopy(field)
        edition = edition_for_findings()
        codes = criteria_of(edition) if edition else []
        self.fields["criterion"].choices = [("", "请选择")] + [  # type: ignore[attr-defined]
            (c.code, f"{c.code} {c.title}（{c.full.normalize():f} 分）") for c in codes
        ]
        self.fields["responsible"].queryset = answering_units()  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            choice = name in ("criterion", "responsible", "urgency")
            tick = name == "residents_concerned"
            field.widget.attrs["class"] = (
                "form-select" if choice else "form-check-input" if tick else "form-control"
            )
        if edition:
            self.initial.update(first_words(self.record, edition))


@transaction.atomic
def register_finding(query: VerificationQuery, *, by: Any, **told: Any) -> Finding:
    """Record the problem, tied to its question; a second person confirms it before the notice takes points."""
    if not registers(by):
        raise PermissionDenied("由市指挥部办公室或市级督查人员登记为督查问题。")
    held = VerificationQuery.objects.select_for_update().get(pk=query.pk)
    if refusal := why_not_registered(held):
        raise ValidationError(refusal)
    place, today = held.settlement, timezone.localdate()
    if recused := recusal_from_place(by, place.county, {place.code}, today):
        raise PermissionDenied(recused)
    edition = edition_for_findings()
    made = record_finding(
        place, edition, Facts(**told), by=by, kind=Finding.Kind.QUESTION, query=held, demo=held.demo
    )
    finish_about(held, by=by)
    return made


def why_not_registered(query: VerificationQuery) -> str:
    """Why the question is no problem (yet), or already one."""
    if query.state != QuestionState.PROBLEM:
        return "先写结论“确认有问题”，再登记为督查问题。"
    if query.findings.exclude(state="withdrawn").exists():
        return "这张问题单已登记为督查问题。"
    return "" if edition_for_findings() else "还没有发布的考核标准，请先发布。"


REGISTER = Step(
    "register", "登记为督查问题",
    "内容已按问题单填好，请核对后办理。登记后由另一位同事确认，整改通知发出才扣分，复查销号后恢复。",
    RegisterForm, register_finding, why_not_registered,
)  # fmt: skip
