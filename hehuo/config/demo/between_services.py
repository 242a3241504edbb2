"""Services in the time between: visits, windows, cases, interviews, facilities, notices, buses, volunteers (see `between`)."""

from __future__ import annotations

from datetime import date, timedelta

from hehuo.config.demo import counter_cases, desks, facilities, links
from hehuo.config.demo.places import Site
from hehuo.config.demo.stretch import Stretch
from hehuo.config.demo.writer import Writer
from hehuo.services.models import (
    BusLine,
    EntitlementLink,
    ExchangeRun,
    Facility,
    FacilityInspection,
    InfoPlatform,
    PlatformCheck,
    PlatformExchange,
    ServiceWindow,
)


def write_services_between(site: Site, writer: Writer, stretch: Stretch) -> None:
    """Items 13 to 16, and the interviews of the half-years."""
    _posts(site, writer, stretch)
    _cases(site, writer, stretch)
    _facilities(site, writer, stretch)
    _links(site, writer, stretch)


def _posts(site: Site, writer: Writer, stretch: Stretch) -> None:
    known = set(desks.months(site.today))
    when = [month for month in stretch.months() if month not in known]
    desks.write_visits(site, writer, when, 1 if stretch.thin else 5)
    for window in writer[ServiceWindow].rows:
        if window["kind"] != "self":
            desks.write_hours(site, writer, window, when)


def _cases(site: Site, writer: Writer, stretch: Stretch) -> None:
    items, people = site.notes["service_items"]["items"], counter_cases.grown_up(site)
    busy = max(2, site.plan.households // 90)
    for number, day in enumerate(stretch.until(site.today - timedelta(156)).some(site.rng, 1, busy)):
        handed_in = counter_cases.CALENDAR.add_working_days(day, 1).day
        counter_cases.write_ended(site, writer, items, people, handed_in, number)
    linked = {(row["person_id"], row["kind"]) for row in writer[EntitlementLink].rows}
    for number, day in enumerate(stretch.some(site.rng, 1, 2)):
        person, kind = (
            people[number * 37 % len(people)],
            counter_cases.KINDS[number % len(counter_cases.KINDS)],
        )
        if (person, kind) not in linked:
            linked.add((person, kind))
            counter_cases.write_link(site, writer, person, day - timedelta(30), number, "done")
    for number, year in enumerate(stretch.years(11, 12)):
        counter_cases.write_round(site, writer, date(year, 11, 12), number, 10)


def _facilities(site: Site, writer: Writer, stretch: Stretch) -> None:
    rng, rows = site.rng, writer[Facility].rows
    known = facilities.inspected_months(site)
    taken = {(row["facility_id"], row["planned_on"]) for row in writer[FacilityInspection].rows}
    late, turn = stretch.until(site.today - timedelta(60)), 0
    for number, month in enumerate(late.months()):
        for _ in range(0 if month in known else 2 if stretch.thin else max(6, len(rows) // 4)):
            turn += 1
            facility, day = rows[turn * 5 % len(rows)], late.day_in(month, rng)
            if (facility["id"], day) not in taken:
                taken.add((facility["id"], day))
                facilities.write_inspection(site, writer, facility, day)
        day = late.day_in(month, rng)
        facilities.write_ticket(
            site, writer, rows[number * 3 % len(rows)], day, "closed", "normal", number + 4000
        )


def _links(site: Site, writer: Writer, stretch: Stretch) -> None:
    for number, day in enumerate(stretch.until(site.today - timedelta(130)).some(site.rng, 1, 2)):
        links.write_publication(site, writer, day, number)
    for number, day in enumerate(stretch.some(site.rng, 1, 1)):
        links.write_volunteering(site, writer, day, number + 100)
        if number % 3 == 1:
            links.write_application(
                site, writer, day, number, ("paid", "paid", "refused", "withdrawn")[number % 4]
            )
    for line in writer[BusLine].rows:
        for day in stretch.until(site.today - timedelta(101)).days(1, 28 if stretch.thin else 1):
            if stretch.thin or day.weekday() == 5 or (site.today - day).days <= 365:
                links.write_bus_day(site, writer, line, day)
    for day in stretch.until(site.today - timedelta(41)).days(10, 91 if stretch.thin else 30):
        for row in writer[InfoPlatform].rows:
            if row["valid_to"] is None or day < row["valid_to"]:
                writer[PlatformCheck].add(
                    **site.entry(day, late=0.0), platform_id=row["id"], checked_on=day, reachable=True,
                    newest_on=day - timedelta(site.rng.randint(30, 60) if site.plan.late > 0.3 else site.rng.randint(0, 9)),
                )  # fmt: skip
        for row in writer[PlatformExchange].rows:
            writer[ExchangeRun].add(
                **site.entry(day, late=0.0), exchange_id=row["id"], ran_on=day, succeeded=True, volume=site.rng.randint(5, 900)
            )  # fmt: skip
