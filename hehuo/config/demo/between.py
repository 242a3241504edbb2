"""The time between the plan's years and the last half-year, so that no month of a living settlement is empty.

Every ledger starts with 2018–2019 and the last months in full; here follow the years from 2020 on with about one row a
month, and the last two years with as many as life brings.
"""

from __future__ import annotations

from datetime import date, timedelta

from hehuo.config.demo import culture, hazards, neighbourhood, neighbourhood_cases, safety
from hehuo.config.demo.between_services import write_services_between
from hehuo.config.demo.honours import write_election
from hehuo.config.demo.places import Site
from hehuo.config.demo.stretch import BEGIN, STOOD_STILL, Stretch, quiet_years
from hehuo.config.demo.venues import write_opening
from hehuo.config.demo.writer import Row, Writer
from hehuo.culture.models import EducationPlan
from hehuo.livelihood.models import AccuracyCheck
from hehuo.neighbourhood.models import (
    CareLog,
    DutyPerson,
    DutyRest,
    DutyRoster,
    Mediator,
    MutualAidOrg,
    ResidentCovenant,
    ResidentRequest,
)
from hehuo.org.workdays import WorkCalendar
from hehuo.residents.models import Person
from hehuo.safety.models import PatrolRoute, PoliceRoom, TechnicalDevice

QUARTER, YEAR = 3, 365
"""Months; days for which what happens daily has a row for every day."""


def write_between(site: Site, writer: Writer) -> None:
    """All ledgers that have events, month by month."""
    for stretch in quiet_years(site.today, STOOD_STILL.get(site.plan.code, BEGIN)):
        _neighbourhood(site, writer, stretch)
        _mutual_aid(site, writer, stretch)
        _culture(site, writer, stretch)
        _safety(site, writer, stretch)
        _checks(site, writer, stretch)
        write_services_between(site, writer, stretch)


# -- neighbourhood ------------------------------------------------------------------------
def _neighbourhood(site: Site, writer: Writer, stretch: Stretch) -> None:
    rng, calendar = site.rng, WorkCalendar({})
    whole = [(stretch.first, stretch.last)]
    covenants = writer[ResidentCovenant].rows
    first = next((row for row in covenants if row["published_on"]), None)
    latest = next((row for row in covenants if row["version_no"] == 2), first)
    if first and latest:
        neighbourhood.write_practices(site, writer, first, latest, whole)
    meetings = [
        neighbourhood.write_meeting(site, writer, date(year, 3, 12), year) for year in stretch.years(3, 12)
    ]
    neighbourhood.write_resolutions(
        site, writer, neighbourhood.write_courtyards(site, writer, whole), meetings
    )
    busy = max(1, site.plan.households // 300)
    late = stretch.until(site.today - timedelta(35))
    for day in [*stretch.some(rng, 1, busy), *(() if stretch.thin else late.some(rng, 1, 1))]:
        state = rng.choice(("rated", "rated", "rated", "closed_no_rating"))
        neighbourhood.write_request(site, writer, calendar, day, state)
    asked = [r for r in writer[ResidentRequest].rows if r["closed_on"] and r["state"] == "rated"]
    for number, day in enumerate(stretch.some(site.rng, 1, 2)):
        known = [r for r in asked if r["reported_on"] <= day] or asked
        neighbourhood.write_matter(site, writer, day, number, "confirmed", known[-1])
        neighbourhood.write_contact(site, writer, day, number, known[-1])
    if not stretch.thin:
        _duty(site, writer, calendar, stretch)
    _mediation(site, writer, stretch)


def _duty(site: Site, writer: Writer, calendar: WorkCalendar, stretch: Stretch) -> None:
    """The rosters of a year, before that of a month in each quarter, and rest for what they cost; older ones are on paper."""
    people, written = writer[DutyPerson].rows, {row["month"] for row in writer[DutyRoster].rows}
    end = site.today.replace(day=1) - timedelta(1)
    year = site.today - timedelta(YEAR + 31)
    months = [
        month
        for month in Stretch(stretch.first, end, thin=False).months()
        if month not in written and (month >= year or month.month % QUARTER == 1)
    ]
    owed = neighbourhood_cases.write_rosters(site, writer, calendar, people, months)
    step = max(1, (end - stretch.first).days // 60)
    for number, person in enumerate(people):
        days = stretch.days(20 + number, step)
        for _, day in zip(range(int(owed.get(person["id"], 0)) // 8 - 1), days, strict=False):
            writer[DutyRest].add(**site.entry(day), person_id=person["id"], rested_on=day, hours="8.0")


def _mediation(site: Site, writer: Writer, stretch: Stretch) -> None:
    """A case every month in large settlements, one a quarter in small ones, none where quarters are signed as empty."""
    if site.plan.households < 100:
        return
    roster = [row for row in writer[Mediator].rows if row["left_on"] is None]
    for number, day in enumerate(stretch.some(site.rng, 1, 1)):
        if site.plan.households >= 600 or number % QUARTER == 0:
            state = "no_agreement" if number % 9 == 4 else "archived"
            neighbourhood_cases.write_case(site, writer, number + 40, state, roster, day - timedelta(60))


def _mutual_aid(site: Site, writer: Writer, stretch: Stretch) -> None:
    orgs = [row for row in writer[MutualAidOrg].rows if row["ended_on"] is None]
    last = site.today - timedelta(401)
    for number, day in enumerate(stretch.some(site.rng, 1, len(orgs))):
        if day <= last:
            neighbourhood_cases.write_help(site, writer, orgs[number % len(orgs)], day)
    for org in orgs:
        if org["kind"] in ("elder_care", "pupil_care"):
            for day in stretch.some(site.rng, 1, 1):
                _log(site, writer, org, day - timedelta(max(0, day.weekday() - 4)))


def _log(site: Site, writer: Writer, org: Row, day: date) -> None:
    rng, pupils = site.rng, org["kind"] == "pupil_care"
    if any(row["org_id"] == org["id"] and row["day"] == day for row in writer[CareLog].rows[-80:]):
        return
    writer[CareLog].add(
        **site.entry(day, late=0.0), org_id=org["id"], day=day, opened=True, elders=0 if pupils else rng.randint(6, 24),
        pupils=rng.randint(8, 26) if pupils else 0, staff_on_duty=2, meals=0 if pupils else rng.randint(5, 24),
    )  # fmt: skip


# -- culture ------------------------------------------------------------------------------
def _culture(site: Site, writer: Writer, stretch: Stretch) -> None:
    house, known = site.notes["culture"], set(culture.months(site.today))
    for month in stretch.months():
        if month not in known:
            culture.write_month(site, writer, house, month)
            culture.write_referrals(site, writer, month)
            if month.month in (5, 11):
                culture.write_quiz(site, writer, month + timedelta(14))
    for day in stretch.until(site.today - timedelta(101)).days(1, 14 if stretch.thin else 1):
        if stretch.thin or day.weekday() == 5 or (site.today - day).days <= YEAR:
            write_opening(site, writer, house["rooms"]["multi"], day)
    for year in stretch.years(1, 1):
        _plans(site, writer, house["halls"], year)
    careless = site.plan.late > 0.3
    for year in [y for y in stretch.years(3, 4) if not careless or y < site.today.year - 1]:
        write_election(site, writer, "off_roll", date(year, 3, 4), f"{year}年度", year + site.number)


def _plans(site: Site, writer: Writer, halls: list[Row], year: int) -> None:
    planned = {(row["lecture_hall_id"], row["year"]) for row in writer[EducationPlan].rows}
    for hall in halls:
        if (hall["id"], year) not in planned and not (site.plan.late > 0.3 and year == site.today.year):
            writer[EducationPlan].add(
                **site.entry(date(year, 1, 4), verified=True), lecture_hall_id=hall["id"], title=f"{year}年教育计划", year=year,
                sessions_planned=12, starts_on=date(year, 1, 1), ends_on=date(year, 12, 31),
            )  # fmt: skip


# -- safety -------------------------------------------------------------------------------
def _safety(site: Site, writer: Writer, stretch: Stretch) -> None:
    whole, rng = [(stretch.first, stretch.last)], site.rng
    safety.write_police_services(site, writer, writer[PoliceRoom].rows[0], whole)
    for route in writer[PatrolRoute].rows:
        safety.write_rounds(site, writer, route, whole, timedelta(28 if stretch.thin else 7))
    for device in writer[TechnicalDevice].rows:
        for day in stretch.until(site.today - timedelta(91)).days(1, 84 if stretch.thin else 28):
            safety.write_uptime(site, writer, device, day, 28)
    for number, day in enumerate(stretch.until(site.today - timedelta(31)).some(rng, 1, 1)):
        hazards.write_closed_hazard(site, writer, day, number)
        hazards.write_closed_ticket(site, writer, day - timedelta(3), number)
        hazards.write_past_warning(site, writer, day - timedelta(5), number)
    for month in stretch.months():
        safety.write_police_figure(site, writer, month)
        safety.write_event(site, writer, stretch.day_in(month, rng))
    for year in stretch.years(6, 16):
        safety.write_drill(site, writer, date(year, 6, 16), year)


def _checks(site: Site, writer: Writer, stretch: Stretch) -> None:
    """Some calls of every quarter of the last two years: is the labour book right?"""
    if stretch.thin:
        return
    rng, people = site.rng, [row["id"] for row in writer[Person].rows if row["labour_class"] == "ordinary"]
    for number, month in enumerate(stretch.months()):
        for person in rng.sample(people, min(len(people), 8)) if number % QUARTER == 0 else ():
            day = stretch.day_in(month, rng)
            right = sum(rng.random() < site.plan.accurate for _ in range(10))
            writer[AccuracyCheck].add(
                **site.entry(day, by=site.committee, verified=True, method="phone_callback"), person_id=person, book="labour",
                checked_on=day, fields_checked=10, fields_right=right, mode="phone",
            )  # fmt: skip
