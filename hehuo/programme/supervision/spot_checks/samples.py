"""What a team member may read of the drawn records: extracts, masked, only while the own judgement is open (domain §1.4 “S”)."""

from __future__ import annotations

from dataclasses import dataclass

from hehuo.audit import trail
from hehuo.programme.models import CheckState, SpotMember, SpotRecord
from hehuo.programme.supervision.spot_checks.rules import ledger_models
from hehuo.records.display import BOOKKEEPING, Display, label_of
from hehuo.records.models import LedgerRecord

LONGEST = 120
"""Characters of one value; the rest is read at the site."""
PURPOSE = "抽查核对台账"


@dataclass(frozen=True)
class Extract:
    """A drawn record: the row of the check, ledger, number, and (label, value) pairs as this person may see them."""

    row: SpotRecord
    ledger: str
    number: str
    lines: tuple[tuple[str, str], ...]
    status: str = ""


def may_read_extracts(member: SpotMember) -> bool:
    """While the check is on site and the own judgement is not in; afterwards the extracts close by themselves."""
    return member.site.check_of.state == CheckState.ON_SITE and member.submitted_at is None


def extracts_for(member: SpotMember) -> list[Extract]:
    """Extracts of exactly the drawn records of the member's site; two queries a ledger."""
    if not may_read_extracts(member):
        return []
    rows, models, found = list(member.site.records.all()), ledger_models(), []
    for label in dict.fromkeys(row.source for row in rows):
        mine = [row for row in rows if row.source == label]
        model = models.get(label)
        records = _records(model, [row.record_id for row in mine]) if model else {}
        display = Display(model, member.user) if model else None
        name = str(model._meta.verbose_name) if model else label
        for row in mine:
            record = records.get(row.record_id)
            if record is None or display is None:
                found.append(Extract(row, name, "—", (("说明", "记录已不在台账中，请到现场核对"),)))
                continue
            found.append(
                Extract(row, name, record.record_no, _lines(record, display), record.get_status_display())
            )
    return found


def _records(model: type[LedgerRecord], ids: list[int]) -> dict[int, LedgerRecord]:
    links = [f.name for f in model._meta.fields if f.is_relation and f.name not in BOOKKEEPING]
    return {record.pk: record for record in model.objects.filter(pk__in=ids).select_related(*links)}


def _lines(record: LedgerRecord, display: Display) -> tuple[tuple[str, str], ...]:
    """Every field with a value, in the ledger's order, masked as its list and its page mask it."""
    found = []
    for field in record._meta.fields:
        if field.name in BOOKKEEPING or not field.editable or field.name.endswith("_initials"):
            continue
        text = str(display.value(record, field.name))
        if text:
            found.append((label_of(type(record), field.name), text[:LONGEST] + "…" * (len(text) > LONGEST)))
    return tuple(found)


def note_reading(member: SpotMember, extracts: list[Extract], *, kept: bool) -> None:
    """Write to the audit trail who opened how many drawn records, of which ledgers, why, and whether a copy stays on the device."""
    if not extracts:
        return
    counts: dict[str, int] = {}
    for extract in extracts:
        counts[extract.ledger] = counts.get(extract.ledger, 0) + 1
    data = {
        "check": member.site.check_of_id, "unit": member.site.unit.code, "records": counts, "reason": PURPOSE,
        "kept_offline": kept,
    }  # fmt: skip
    trail.record("look", member.site, by=member.user, data=data)
