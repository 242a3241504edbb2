"""Gaps: cases that are not met or not there yet, what they take, and the scorecard if they were done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from hehuo.assessment.efforts import Effort
from hehuo.assessment.scoring import Scorecard, assemble
from hehuo.assessment.standards import rules
from hehuo.assessment.standards.kinds import number
from hehuo.measures.runner import Counts


@dataclass(frozen=True)
class Gap:
    """Cases of a measure that are not met or not there yet, where the edition asks for them, and what one takes."""

    measure: str
    item: int
    code: str
    title: str
    room: int
    effort: Effort


@dataclass(frozen=True)
class LeftOut:
    """A gap that is in no plan, and why."""

    gap: Gap
    reason: str


def gaps_of(card: Scorecard, edition: Any, efforts: Mapping[str, Effort]) -> list[Gap]:
    """Every gap of a counted part whose measure has an effort, in the order of the edition, each measure once."""
    found: dict[str, Gap] = {}
    for no, sub, part in parts_of(edition):
        if part["kind"] == "judged" or is_missing(part, card) or _state(card, sub, part) != "computed":
            continue
        for name, room in _rooms(part, card.counts):
            if room > 0 and name in efforts and name not in found:
                found[name] = Gap(name, no, sub["code"], _title(sub, part), room, efforts[name])
    return list(found.values())


def _title(sub: Mapping[str, Any], part: Mapping[str, Any]) -> str:
    """The sub-criterion, with its part where the part says more."""
    more = part["title"]
    return f"{sub['title']}（{more}）" if more and more not in sub["title"] else sub["title"]


def sort_out(gaps: Iterable[Gap], days: int) -> tuple[list[Gap], list[LeftOut]]:
    """Gaps that can still be closed within so many days, and the others with the reason."""
    open_ones, left = [], []
    for gap in gaps:
        if not gap.effort.repairable:
            left.append(LeftOut(gap, "时间已过，不能补办，今后按时办"))
        elif gap.effort.lead_days > days:
            left.append(LeftOut(gap, f"办成约需 {gap.effort.lead_days} 天，到期来不及"))
        else:
            open_ones.append(gap)
    return open_ones, left


def parts_of(edition: Any) -> Iterable[tuple[int, Mapping[str, Any], Mapping[str, Any]]]:
    """Item number, sub-criterion and part, in the order of the edition."""
    for section in edition.data["sections"]:
        for item in section["items"]:
            for sub in item["sub_criteria"]:
                for part in sub["rule"]["parts"]:
                    yield item["no"], sub, part


def is_missing(part: Mapping[str, Any], card: Scorecard) -> bool:
    """Whether a ledger that the part reads does not exist."""
    return any(name not in card.counts for name in rules.measures_of_part(part))


def _state(card: Scorecard, sub: Mapping[str, Any], part: Mapping[str, Any]) -> str:
    return scored(card, sub["code"], part, card.counts).state


def scored(
    card: Scorecard, code: str, part: Mapping[str, Any], counts: Mapping[str, Counts]
) -> rules.PartResult:
    """A part with other counts; what people judged and decided about it stays."""
    decision = card.decided.get(part["key"], card.decided.get(code))
    return rules.score_part(part, counts, card.judged.get(part["key"]), decision)


def _rooms(part: Mapping[str, Any], counts: Mapping[str, Counts]) -> Iterable[tuple[str, int]]:
    """Measures that work can raise in a part, with the cases not met or still to be added."""
    measure = part.get("measure")
    if not measure:
        return
    found = counts[measure]
    need, kind = 0, part.get("then", part["kind"])
    if kind == "count_at_least":
        need = int(part["need"])
    elif kind == "binary":
        need = 1
    elif kind == "average_at_least":
        need = ceil(number(part["at_least"]) * counts[part["denominator"]].total)
    yield measure, max(found.unmet, need - found.met)
    if "of_which" in part:
        second = part["of_which"]
        yield (
            second["measure"],
            max(counts[second["measure"]].unmet, int(second["need"]) - counts[second["measure"]].met),
        )
    if "otherwise" in part:
        yield part["otherwise"]["measure"], counts[part["otherwise"]["measure"]].unmet


def after(found: Counts, cases: int) -> Counts:
    """Counts with so many more cases met: unmet ones first, then new ones.

    Where cases carry amounts, each unmet case counts with the mean of the unmet amounts, cut off to whole units, so
    that all of them together are exact.
    """
    mended = min(cases, max(found.unmet, 0))
    new = cases - mended
    rest = found.weight_total - found.weight_met
    weight = rest * mended // found.unmet if mended else 0
    return Counts(
        found.total + new, found.met + cases, found.weight_total + new, found.weight_met + weight + new
    )


def changed(counts: Mapping[str, Counts], picks: Mapping[str, int]) -> dict[str, Counts]:
    """Counts after the picked cases are done."""
    return {**counts, **{name: after(counts[name], cases) for name, cases in picks.items() if cases > 0}}


def what_if(card: Scorecard, edition: Any, picks: Mapping[str, int]) -> Scorecard:
    """The scorecard if the picked cases were done and nothing else changed."""
    return assemble(
        card.subject, edition, card.as_of, card.known_at, changed(card.counts, picks), card.judged, card.taken, card.decided
    )  # fmt: skip
