"""What a judge looks at: a few records of the year, drawn by a seed that anybody can repeat, each with what proves it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from django.apps import apps

from hehuo.assessment.judgements import VALID_MONTHS
from hehuo.assessment.models import StandardEdition
from hehuo.assessment.standards import rules
from hehuo.evidence.models import Proof, ProofKind
from hehuo.measures import registry
from hehuo.org.models import Settlement
from hehuo.org.workdays import add_months
from hehuo.records.models import LedgerRecord, Status

DRAWN = 5
"""Records of each ledger; who has looked at five knows how the others are kept."""


@dataclass(frozen=True)
class Drawn:
    """A record of the sample: what it is, its day, and its proofs in words."""

    model: str
    pk: int
    text: str
    domain: str
    proofs: str
    more_than_photos: bool

    @property
    def key(self) -> str:
        """As a choice of a form."""
        return f"{self.model}:{self.pk}"


def ledgers_of(edition: StandardEdition, code: str) -> list[type[LedgerRecord]]:
    """Ledgers whose records the measures of a sub-criterion count."""
    found: dict[type[LedgerRecord], None] = {}
    for sub in _subs(edition):
        for name in rules.measures_in(sub) if sub["code"] == code else ():
            case = registry.measure(name).case if registry.exists(name) else ""
            model: Any = apps.get_model(case) if "." in case else None
            if model is not None and issubclass(model, LedgerRecord):
                found[model] = None
    return list(found)


def drawn_for(
    settlement: Settlement, edition: StandardEdition, part: dict[str, Any], on: date
) -> list[Drawn]:
    """The sample of a part: up to five records of the last year of each ledger behind its sub-criterion.

    The seed is settlement, part and quarter: everybody who judges in a quarter looks at the same records.
    """
    seed = f"{settlement.code}/{edition.code}/{part['key']}/{on.year}Q{(on.month - 1) // 3 + 1}"
    found: list[Drawn] = []
    for model in ledgers_of(edition, part["code"]):
        rows = model.objects.filter(settlement=settlement).exclude(status=Status.VOID)
        rows = rows.filter(occurred_on__lte=on, occurred_on__gt=add_months(on, -VALID_MONTHS))
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        chosen = Random(f"{seed}/{model._meta.label_lower}").sample(keys, min(DRAWN, len(keys)))
        found += _with_proofs(model, chosen)
    return found


def _with_proofs(model: type[LedgerRecord], keys: list[int]) -> list[Drawn]:
    label = model._meta.label_lower
    proofs: dict[int, Counter[str]] = {key: Counter() for key in keys}
    beside: set[int] = set()
    rows = Proof.objects.filter(record_model=label, record_id__in=keys, counts=True).exclude(
        status=Status.VOID
    )
    for proof in rows.select_related("file"):
        photo = proof.file is not None and proof.file.kind == "photo"
        told = proof.file.get_kind_display() if proof.file is not None else ProofKind(proof.kind).label
        proofs[proof.record_id][str(told)] += 1
        if not photo:
            beside.add(proof.record_id)
    return [
        Drawn(
            label, row.pk, f"{model._meta.verbose_name} {row.record_no}（{row.occurred_on}）", row.domain,
            "、".join(f"{name} {number} 件" for name, number in proofs[row.pk].items()) or "还没有附印证", row.pk in beside,
        )
        for row in model.objects.filter(pk__in=keys).order_by("occurred_on", "pk")
    ]  # fmt: skip


def _subs(edition: StandardEdition) -> Iterator[dict[str, Any]]:
    for section in edition.data["sections"]:
        for item in section["items"]:
            yield from item["sub_criteria"]
