"""The criteria of both editions worked out again from workbooks, in plain Python, from their rules in words.

Nothing here comes from the house: no measure, no rule, no SQL. Numbers are those that the standard prints (rule_text):
16 to 60 years, 31 days, 80 %, 95 %, 30 days, six months, 90 days, launch on 31 May 2018.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from tests.oracle.books import Row

LAUNCH = date(2018, 5, 31)
WITH_EMPLOYER = ("单位就业", "公益性岗位", "扶贫（帮扶）车间")
Result = tuple[Decimal, int, int]
Answer = dict[str, dict[str, tuple[str, int, int]]]


def years_old(born: date, day: date) -> int:
    """Full years; born on 29 February, a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def months_after(day: date, months: int) -> date:
    """Some months later, at most the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def rounded(exact: Fraction, maximum: str, full: bool) -> Decimal:
    """Half up to 0.01; what is not full never becomes the full points."""
    cents = int(exact * 100 + Fraction(1, 2))
    most = int(Fraction(maximum) * 100)
    return Decimal(min(cents, most if full else most - 1)) / 100


def share(met: int, total: int, points: str) -> Decimal:
    """Points in proportion; nothing to count is no data and gives nothing."""
    return rounded(Fraction(points) * Fraction(met, total), points, met == total) if total else Decimal(0)


def between(met: int, total: int, points: str, full: int, zero: int = 0) -> Decimal:
    """Full points from `full` percent on, nothing up to `zero` percent, in proportion between; nothing to count gives nothing."""
    if not total:
        return Decimal(0)
    percent = Fraction(100 * met, total)
    part = max(Fraction(0), min(Fraction(1), (percent - zero) / (full - zero)))
    return rounded(Fraction(points) * part, points, percent >= full)


class Oracle:
    """One set of workbooks on one day under one edition."""

    def __init__(self, books: dict[str, list[Row]], day: date, edition: str) -> None:
        self.books, self.day, self.edition = books, day, edition
        self.since = day - timedelta(days=31)
        self.homes = {h["编号"]: h for h in books["households"] if self._relocated(h)}
        self.people = self._members()
        self.working = [p for p in self.people if 16 <= years_old(p["出生日期"], day) < 60]
        self.labour = [p for p in self.working if self._is_labour(p)]
        self.spells = self._by("employment", "人员编号", self.covers)
        self.jobs = {
            key
            for key, rows in self.spells.items()
            if any(r["核实日期"] and r["核实日期"] >= self.since for r in rows)
        }

    def come(self, value: date | None) -> bool:
        """Known and not after the day."""
        return value is not None and value <= self.day

    def within(self, value: date | None, months: int) -> bool:
        """In the last months up to the day."""
        return self.come(value) and value >= months_after(self.day + timedelta(days=1), -months)

    def stands(self, start: date | None, end: date | None) -> bool:
        """Begun, and not over on the day."""
        return self.come(start) and not self.come(end)

    def spans(self, months: int, how_many: int) -> list[tuple[date, date]]:
        """The last calendar months or quarters that are over: first day, and first day after."""
        after = self.day + timedelta(days=1)
        last = date(after.year, (after.month - 1) // months * months + 1, 1)
        return [
            (months_after(last, -months * n), months_after(last, -months * (n - 1)))
            for n in range(how_many, 0, -1)
        ]

    def quarters(self) -> list[tuple[date, date]]:
        """The last four quarters that are over and did not begin before the launch."""
        return [span for span in self.spans(3, 4) if span[0] >= LAUNCH]

    def covers(self, row: Row) -> bool:
        """From 起 on, up to but without 止."""
        return self.come(row["起"]) and not self.come(row["止"])

    def _relocated(self, home: Row) -> bool:
        return (
            home["搬迁类型"] in ("建档立卡户", "同步搬迁户") and self.come(home["分房时间"]) and not self.come(home["销户时间"])
        )  # fmt: skip

    def _members(self) -> list[Row]:
        last: dict[str, Row] = {}
        for tie in self.books["memberships"]:
            if self.covers(tie) and (
                tie["人编号"] not in last or int(tie["编号"]) > int(last[tie["人编号"]]["编号"])
            ):
                last[tie["人编号"]] = tie
        found = []
        for person in self.books["people"]:
            tie = last.get(person["编号"])
            home = self.homes.get(tie["户编号"]) if tie else None
            lives = not self.come(person["死亡日期"]) and not self.come(person["离开日期"])
            if home and lives and self.come(person["出生日期"]):
                found.append({**person, "户": home, "安置点": home["安置点"]})
        return found

    @staticmethod
    def _is_labour(person: Row) -> bool:
        kinds = ("技能劳动力", "普通劳动力", "弱劳动力或半劳动力")
        return person["劳动力类别"] in kinds and person["不计入劳动力的情形"] is None

    def _by(self, book: str, key: str, keep=lambda row: True) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.books[book]:
            if keep(row):
                found[row[key]].append(row)
        return found

    def here(self, book: str, place: str) -> list[Row]:
        """Rows of a book that a settlement wrote."""
        return [row for row in self.books[book] if row["安置点"] == place]

    def of_home(self, book: str) -> dict[tuple[str, str], list[Row]]:
        """Rows by settlement and household."""
        found: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.books[book]:
            found[row["安置点"], row["户编号"]].append(row)
        return found
