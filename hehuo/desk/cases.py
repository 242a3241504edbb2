"""From cases to people and pages: label and address of each case behind a number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.urls import NoReverseMatch, reverse

from hehuo.assessment.models import StandardEdition
from hehuo.assessment.scoring import parameters
from hehuo.assessment.standards import rules
from hehuo.measures import registry, runner
from hehuo.org.models import Settlement
from hehuo.org.rights import may_write
from hehuo.records.display import Display


@dataclass(frozen=True)
class ShownCase:
    """One case as people see it: what it is, whether it is met, where it is put right."""

    case_id: int
    met: bool
    label: str
    url: str
    measure: str


def ledger_addresses() -> dict[str, str]:
    """Model label → name of the detail URL, from the list of ledgers."""
    from hehuo.desk.contents import LEDGERS

    return {ledger.model._meta.label_lower: f"{ledger.slug}-detail" for ledger in LEDGERS}


def _labels(model_label: str, ids: Iterable[int], user: Any) -> dict[int, str]:
    """Names of the records that the user may open, masked by right; all records in full without a user."""
    model, wanted = apps.get_model(model_label), list(ids)
    rows = model._base_manager.filter(pk__in=wanted)
    if user is not None and hasattr(model.objects, "visible_to"):
        rows = model.objects.visible_to(user).filter(pk__in=wanted)
    related = [
        f.name for f in model._meta.fields if f.is_relation and f.name in ("household", "person", "plan")
    ]
    if related:
        rows = rows.select_related(*related)
    if user is None:
        return {row.pk: str(row) for row in rows}
    display = Display(model, user)
    return {row.pk: display.object(row) for row in rows}


def show_cases(
    measure_name: str,
    found: Iterable[runner.Case],
    settlement: Settlement,
    *,
    edition: StandardEdition | None = None,
    user: Any = None,
    limit: int | None = None,
) -> list[ShownCase]:
    """Give cases their labels and addresses. With a user only what that user may open, names masked by right.

    Cases of a checklist are called by the things that the edition lists.
    """
    measure = registry.measure(measure_name)
    cases = list(found)
    address = measure.page or ledger_addresses().get(measure.case)
    if "." not in measure.case:
        things = things_of(edition, measure_name) if edition else []
        form = entry_form(measure_name, settlement, user)
        shown = [
            ShownCase(
                c.case_id, bool(c.met), _plain_label(measure.case, c.case_id, things), form, measure_name
            )
            for c in cases
        ]
        return shown[:limit]
    labels = _labels(measure.case, (c.case_id for c in cases), user)
    if user is not None:
        cases = [c for c in cases if c.case_id in labels]
    return [
        ShownCase(
            c.case_id,
            bool(c.met),
            labels.get(c.case_id, f"编号 {c.case_id}"),
            _url(address, c.case_id),
            measure_name,
        )
        for c in cases[:limit]
    ]


def entry_form(measure_name: str, settlement: Settlement, user: Any = None) -> str:
    """The form, filled with the settlement, that enters what a measure finds missing; "" when the user may not.

    It is the ledger of the measure's cases, or the `page` that a measure over windows or things names.
    """
    from hehuo.desk.contents import LEDGERS

    measure = registry.measure(measure_name)
    for ledger in LEDGERS:
        if measure.page == f"{ledger.slug}-create" or measure.case == ledger.model._meta.label_lower:
            if user is not None and not may_write(user, ledger.model.domain):
                return ""
            return f"{ledger.url('create')}?settlement={settlement.pk}"
    return ""


def things_of(edition: StandardEdition, measure_name: str) -> list[str]:
    """What the checklist over a measure asks for, in the order of its case numbers (1, 2, …)."""
    parts = (
        part
        for section in edition.data["sections"]
        for item in section["items"]
        for sub in item["sub_criteria"]
        for part in sub["rule"]["parts"]
    )
    return next(
        (list(p["things"]) for p in parts if p.get("measure") == measure_name and p.get("things")), []
    )


def _plain_label(kind: str, case_id: int, things: list[str]) -> str:
    if kind == "thing" and 1 <= case_id <= len(things):
        return things[case_id - 1]
    if kind == "quarter":
        return f"{case_id // 10} 年第 {case_id % 10} 季度"
    if kind == "window":
        return f"{case_id // 10} 年{'上' if case_id % 10 == 1 else '下'}半年"
    if kind == "month":
        return f"{case_id // 100} 年 {case_id % 100} 月"
    return f"第 {case_id} 项"


def _url(name: str | None, pk: int) -> str:
    if not name:
        return ""
    try:
        return reverse(name, kwargs={"pk": pk})
    except NoReverseMatch:
        return ""


def measures_of_code(edition: StandardEdition, code: str) -> list[str] | None:
    """Measures behind a sub-criterion code, or the measure itself; None when there is no such thing."""
    for section in edition.data["sections"]:
        for item in section["items"]:
            for sub in item["sub_criteria"]:
                if sub["code"] == code:
                    return list(rules.measures_in(sub))
    return [code] if runner.exists(code) else None


def cases_of_criterion(
    code: str, settlement: Settlement, edition: StandardEdition, as_of: date, known_at: datetime | None = None,
    *, only_unmet: bool = False, limit: int | None = None,
) -> list[ShownCase] | None:  # fmt: skip
    """Every case behind a sub-criterion (or one measure) of a settlement."""
    names = measures_of_code(edition, code)
    if names is None:
        return None
    bound = parameters(edition, as_of)
    shown: list[ShownCase] = []
    for name in names:
        if not runner.exists(name):
            continue
        found = runner.cases(
            name,
            parameters=bound,
            settlement_id=settlement.pk,
            known_at=known_at,
            met=False if only_unmet else None,
            limit=limit,
        )
        shown += show_cases(name, found, settlement, edition=edition)
    return shown
