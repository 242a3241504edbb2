"""入住台账 over time, two-ends cases in every state, moves."""

from __future__ import annotations

from datetime import date, timedelta

from hehuo.config.demo.families import Family
from hehuo.config.demo.places import Site
from hehuo.config.demo.residents import LATE_ARRIVAL
from hehuo.config.demo.settlements import KEPT_EXACT
from hehuo.config.demo.writer import Writer, moment
from hehuo.residents.models import DwellingAllocation, Move, OccupancySpell, TwoEndsCase

REASONS = ("elderly", "livestock", "farming", "school", "habit", "far_job")
NOVEMBERS = (date(2018, 11, 20), date(2019, 11, 20))
"""Checks before the two self-assessments of the plan's own years."""


def choose_occupancy(site: Site) -> None:
    """Give every family its state of today, by the shares of the plan."""
    plan, rng = site.plan, site.rng
    count = len(site.families)
    absent = round(count * (1 - plan.moved_in))
    if plan.late > 0.3:
        absent = max(absent, 3)
    kinds = (
        ("vacated",) if plan.code[:3] in KEPT_EXACT else ("keyed_not_moved", "vacated", "misused", "vacated")
    )
    states = [kinds[i % len(kinds)] for i in range(absent)] + ["two_ends"] * round(count * plan.two_ends)
    if plan.code.startswith("D01"):
        states += ["not_keyed", "not_keyed"]
    states += ["away_working"] * round(count * plan.away)
    states += ["resident_partly"] * round(count * 0.12)
    states += ["resident"] * (count - len(states))
    rng.shuffle(states)
    for family, state in zip(site.families, states, strict=True):
        can_leave = all(m.age >= 3 for m in family.members) and any(16 <= m.age < 58 for m in family.members)
        family.occupancy = state if state != "away_working" or can_leave else "resident"


def write_occupancy(site: Site, writer: Writer) -> None:
    """Spells, moves, cases of one site."""
    sheet = writer[OccupancySpell]
    sheet.first_known = "checked_on=valid_from"
    for family in site.families:
        _spells(site, writer, family)
        _moves(site, writer, family)
    _cases(site, writer)


def _spells(site: Site, writer: Writer, family: Family) -> None:
    row, rng, today = family.row, site.rng, site.today
    start = row["moved_in_on"] or row["keys_on"] or row["allocated_on"]
    began, before = start, "resident"
    changed = family.occupancy in ("away_working", "two_ends", "vacated", "misused") or rng.random() < 0.12
    if row["moved_in_on"] and row["moved_in_on"] >= LATE_ARRIVAL:
        _spell(site, writer, family, "keyed_not_moved", row["keys_on"], row["moved_in_on"])
    if row["moved_in_on"] and changed:
        turned = max(start + timedelta(days=30), today - timedelta(days=rng.randint(45, 700)))
        if family.occupancy == "resident":
            before = "resident_partly"
        _spell(site, writer, family, before, began, turned)
        began = turned
    _spell(site, writer, family, family.occupancy, began, None)


def _spell(site: Site, writer: Writer, family: Family, state: str, since: date, until: date | None) -> None:
    rng, today = site.rng, site.today
    fresh = rng.random() < (0.93 if site.plan.late > 0.3 else 0.999)
    checked = today - timedelta(days=rng.randint(2, 80) if fresh else rng.randint(100, 200))
    if site.plan.late > 0.3 and rng.random() < 0.6:
        checked = today - timedelta(days=12)
    if until:
        checked = max(since, until - timedelta(days=rng.randint(1, 60)))
    checked = max(checked, since)
    row = writer[OccupancySpell].add(
        **site.entry(since, by=family.by, verified=rng.random() < 0.9, method="site_visit"), household_id=family.row["id"],
        dwelling_id=family.row["dwelling_id"], state=state, valid_from=since, valid_to=until, checked_on=checked,
        check_mode=rng.choices(("visit", "neighbour", "phone", "utility"), (60, 15, 15, 10))[0],
        nights_old_house_90d=_nights(state, rng), away_confirmed=state == "away_working",
        reason=rng.choice(REASONS) if state in ("two_ends", "keyed_not_moved", "vacated") else "",
        help_plan="网格员每月上门，协调就近就业和就学" if state == "two_ends" else "",
    )  # fmt: skip
    sheet, pk = writer[OccupancySpell], row["id"]
    earlier = [day + timedelta(days=pk % 6) for day in NOVEMBERS]
    earlier.append(checked - timedelta(days=85))
    for day in earlier:
        if since < day < checked and (until is None or day < until):
            sheet.refreshed.append((pk, day, moment(day, 33100 + pk % 800), family.by))
    sheet.refreshed.append((pk, checked, moment(checked, 33100 + pk % 800), family.by))


def _nights(state: str, rng) -> str:
    if state == "two_ends":
        return rng.choice(("30-59", "60+"))
    if state == "resident_partly":
        return rng.choices(("0", "1-9", "10-29"), (60, 30, 10))[0]
    return rng.choices(("0", "1-9"), (92, 8))[0] if state == "resident" else ""


def _moves(site: Site, writer: Writer, family: Family) -> None:
    row = family.row
    if row["moved_in_on"]:
        day = row["moved_in_on"]
        writer[Move].add(
            **site.entry(day, by=family.by), household_id=row["id"], kind="in", moved_on=day, to_dwelling_id=row["dwelling_id"],
            reason="搬迁入住",
        )  # fmt: skip


def change_dwelling(site: Site, writer: Writer, family: Family, flat: dict, day: date) -> None:
    """调房: the old flat is handed back."""
    old = next(d for d in site.dwellings if d["id"] == family.row["dwelling_id"])
    old["state"], flat["state"], flat["keys_on"] = "returned", "allocated", day
    for allocation in writer[DwellingAllocation].rows:
        if allocation["household_id"] == family.row["id"] and allocation["valid_to"] is None:
            at = moment(day, 30000)
            writer[DwellingAllocation].revise(allocation, at, site.committee, "调房", valid_to=day)
    stamp = site.entry(day, verified=True)
    writer[DwellingAllocation].add(
        **stamp, household_id=family.row["id"], dwelling_id=flat["id"], valid_from=day
    )
    writer[Move].add(
        **site.entry(day), household_id=family.row["id"], kind="change", moved_on=day, from_dwelling_id=old["id"],
        to_dwelling_id=flat["id"], reason="老人腿脚不便，调到低楼层",
    )  # fmt: skip
    family.row["dwelling_id"] = flat["id"]


def _cases(site: Site, writer: Writer) -> None:
    """Open cases for families that live at two ends; closed ones, one that waits for the return visit, one untrue."""
    rng = site.rng
    living = [f for f in site.families if f.occupancy == "two_ends"]
    for number, family in enumerate(living):
        _case(site, writer, family, "suspected" if number == 1 else "open", rng.randint(20, 70))
    settled = [f for f in site.families if f.occupancy == "resident" and f.row["moved_in_on"]]
    closed = max(1, round(len(site.families) * 0.006))
    states = ["closed"] * closed
    if site.plan.code[:3] in ("D01", "D02", "D06"):
        states += ["closed_pending", "dismissed"]
    for state, family in zip(states, rng.sample(settled, min(len(settled), len(states))), strict=False):
        _case(site, writer, family, state, rng.randint(200, 900) if state == "closed" else 50)


def _case(site: Site, writer: Writer, family: Family, state: str, age: int) -> None:
    found = max(site.today - timedelta(days=age), family.row["moved_in_on"] + timedelta(days=1))
    confirmed = found + timedelta(days=5) if state not in ("suspected", "dismissed") else None
    closed = found + timedelta(days=40) if state in ("closed", "closed_pending") else None
    check = closed + timedelta(days=35) if closed and state == "closed" else None
    writer[TwoEndsCase].add(
        **site.entry(found, by=family.by, verified=state != "suspected", method="site_visit"), household_id=family.row["id"],
        state=state, found_on=found, confirmed_on=confirmed, reason=site.rng.choice(REASONS), closed_on=closed,
        plan="" if state in ("suspected", "dismissed") else "帮助处理圈舍，介绍就近岗位，接老人同住", closing_check_on=check,
    )  # fmt: skip
