"""The plain-Python side: base relations from raw rows, derived ones and measures from small reference functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from hehuo.measures import registry
from hehuo.measures.conformance.population import Row, Rows
from hehuo.measures.parameters import definitions_at, months_from
from hehuo.measures.runner import Counts, CountsBySettlement

Reference = Callable[["World"], Iterable[Row]]


class World:
    """One population as dictionaries, on one day, under one set of definitions."""

    def __init__(
        self,
        rows: Rows,
        settlement_ids: Iterable[int],
        as_of: date,
        definitions: Mapping[str, Any],
        relations: Mapping[str, Reference],
        measures: Mapping[str, Reference],
    ) -> None:
        self.rows, self.settlement_ids, self.as_of = rows, list(settlement_ids), as_of
        self.setting: dict[str, Any] = dict(definitions_at(definitions, as_of))
        self._relations, self._measures = relations, measures
        self._made: dict[str, list[Row]] = {}

    def __getitem__(self, name: str) -> list[Row]:
        """Rows of a relation, base or derived."""
        if name not in self._made:
            base = registry.base_relations().get(name)
            made = self._relations[name](self) if base is None else self._base(name)
            self._made[name] = list(made)
        return self._made[name]

    def cases(self, measure: str) -> list[Row]:
        """Cases of a measure."""
        return list(self._measures[measure](self))

    def _base(self, name: str) -> Iterable[Row]:
        relation = registry.base_relations()[name]
        if name == "settlements":
            yield from ({"settlement_id": settlement_id} for settlement_id in self.settlement_ids)
            return
        for raw in self.rows[name]:
            if relation.is_record and raw["status"] not in ("submitted", "verified"):
                continue
            row: Row = {"verified": int(raw["status"] == "verified")} if relation.is_record else {}
            for column in relation.fields:
                value = raw[column.field]
                row[column.name] = int(bool(value)) if column.kind in ("flag", "filled") else value
            yield row

    def past(self, day: date | None) -> bool:
        """The day is known and has come."""
        return day is not None and day <= self.as_of

    def covers(self, row: Row) -> bool:
        """Closed-open span over the day."""
        return bool(row["valid_from"] <= self.as_of) and not self.past(row["valid_to"])

    def within(self, day: date | None, days: int) -> bool:
        """Not longer ago than so many days; a later day is fine."""
        return day is not None and (self.as_of - day).days <= days

    def months_ago(self, months: int) -> date:
        """The first day of so many months that end with the day, the day itself included."""
        return months_from(self.as_of + timedelta(days=1), -months)

    def recent(self, day: date | None, months: int) -> bool:
        """Within so many months up to the day, both ends included."""
        return day is not None and self.months_ago(months) <= day <= self.as_of

    def half_years(self, settlement_id: int) -> Iterable[tuple[int, date, date]]:
        """Elapsed half-years since launch: code, first day, day after the last."""
        launch = self.setting["launched_on"]
        for year in range(launch.year, self.as_of.year + 1):
            for half, first, after in (
                (1, date(year, 1, 1), date(year, 7, 1)),
                (2, date(year, 7, 1), date(year + 1, 1, 1)),
            ):
                start = max(first, launch)
                whole, elapsed = start == first, after - timedelta(days=1) <= self.as_of
                if (
                    elapsed
                    and after > launch
                    and (whole or (after - start).days >= self.setting["first_window_min_days"])
                ):
                    yield year * 10 + half, start, after

    def quarters(self) -> Iterable[tuple[int, date, date, bool]]:
        """The last four quarters that are over: code, first day, day after the last, whether launch was before it."""
        yield from self._elapsed(((q * 3 - 2, q) for q in (1, 2, 3, 4)), months=3, scale=10, wanted=4)

    def months(self) -> Iterable[tuple[int, date, date, bool]]:
        """The last twelve months that are over, in the same shape."""
        yield from self._elapsed(((m, m) for m in range(1, 13)), months=1, scale=100, wanted=12)

    def _elapsed(
        self, starts: Iterable[tuple[int, int]], *, months: int, scale: int, wanted: int
    ) -> list[tuple[int, date, date, bool]]:
        kinds, found = list(starts), []
        for year in range(self.as_of.year - 2, self.as_of.year + 1):
            for month, number in kinds:
                first = date(year, month, 1)
                after = date(year + (month + months > 12), (month + months - 1) % 12 + 1, 1)
                if after - timedelta(days=1) <= self.as_of:
                    found.append((year * scale + number, first, after, self.setting["launched_on"] <= first))
        return found[-wanted:]

    def counts(self, measures: Iterable[str]) -> CountsBySettlement:
        """What `runner.count` must answer for all settlements."""
        found: CountsBySettlement = {i: {} for i in self.settlement_ids}
        for name in measures:
            for settlement_id in self.settlement_ids:
                found[settlement_id][name] = Counts()
            for case in self.cases(name):
                weight = case.get("weight", 1)
                one = Counts(1, case["met"], weight, case.get("weight_met", weight * case["met"]))
                found[case["settlement_id"]][name] += one
        return found
