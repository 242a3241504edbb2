"""Dashboards of city, county and bureau: all parts are there, every number opens to its rows, the cost does not grow."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from django.utils import timezone

from hehuo.assessment.editions import current_edition
from hehuo.assessment.scoring import city_scorecards
from hehuo.assessment.tests.test_scoring import family
from hehuo.assessment.yearly import mean
from hehuo.desk.dashboards.course import drawing_of
from hehuo.desk.dashboards.spread import spread_of
from hehuo.desk.panels import PlanDate
from hehuo.desk.tests.conftest import browser, somebody
from hehuo.desk.trend import Point, Trend
from hehuo.kit.testing.world import make_settlement
from hehuo.org.models import OrgUnit, Post
from hehuo.org.roles import Role
from hehuo.programme.models import Finding, ResponsibilityTask
from hehuo.programme.questions.services import ask_question
from hehuo.records.writing import save_record
from hehuo.residents.models import OccupancySpell

pytestmark = pytest.mark.django_db
PARTS = (
    "stage-title",
    "heat-title",
    "spread-title",
    "trend-title",
    "gaps-title",
    "late-title",
    "cells-title",
    "tasks-title",
)
BUREAU = "市人力资源社会保障局"


def person_of(world, role):
    """Somebody of a dashboard; the bureau is the one that answers for work."""
    user = somebody(world, role)
    if role == Role.CITY_BUREAU:
        unit = OrgUnit.objects.create(code="work", name=BUREAU, level="city", area=world.city)
        Post.objects.filter(user=user).update(unit=unit)
    return user


def late_work(world, number, days=3):
    """A task, a rectification and a question of one unit, all past their last day."""
    past, edition = timezone.localdate() - timedelta(days), current_edition()
    unit = OrgUnit.objects.create(
        code=f"hq{number}", name=f"指挥部{number}", level="county", area=world.here.county
    )
    ResponsibilityTask.objects.create(
        source="meeting", title="完善台账", deliverable="台账", lead=unit, state="accepted", due_on=past, created_by=world.county_reviewer
    )  # fmt: skip
    Finding.objects.create(
        kind="field_supervision", settlement=world.here, edition=edition, item_no=15, criterion="15.1", points=Decimal("0.5"),
        fact="窗口无人", basis="现场", requirement="补齐", responsible=unit, state="rectifying", due_on=past, created_by=world.county_reviewer,
    )  # fmt: skip
    question = ask_question(
        world.here, "FD03", "集中补录请说明", by=world.county_reviewer, occasion=f"第{number}次"
    )
    question.due_on = past
    save_record(question, by=world.county_reviewer)


@pytest.mark.parametrize("role", [Role.CITY_OFFICE, Role.COUNTY_HQ, Role.CITY_BUREAU], ids=str)
def test_every_part_is_there_and_costs_the_same_for_more(world, role, django_assert_num_queries):
    family(world, 1)
    late_work(world, 1)
    client = browser(person_of(world, role))
    client.get("/")
    pinned = {Role.CITY_OFFICE: 23, Role.COUNTY_HQ: 26, Role.CITY_BUREAU: 28}[role]
    with django_assert_num_queries(pinned):
        page = client.get("/").content.decode()
    assert [part for part in PARTS if f'id="{part}"' not in page] == []
    assert "达标线" in page and "自动取数" in page and "style=" not in page
    world.here.county.refresh_from_db()
    for number in range(2, 5):
        late_work(world, number)
        make_settlement(world.here.county, f"S1{number}", f"新村{number}")
        world.here.county.refresh_from_db()
    client.get("/")
    with django_assert_num_queries(pinned):
        client.get("/")


def test_overdue_counts_open_lists_of_exactly_their_rows(world):
    for number in (1, 2):
        late_work(world, number)
    late_work(world, 3, days=0)
    client = browser(somebody(world, Role.CITY_OFFICE))
    late = client.get("/").context["late"]
    assert late.kinds == ["责任任务", "整改", "核实问题"]
    assert [end.count for end in late.ends] == [2, 2, 2] and late.total == 6
    names = {unit.name: [number.count for number in numbers] for unit, numbers in late.rows}
    assert names == {"指挥部1": [1, 1, 0], "指挥部2": [1, 1, 0], world.here.name: [0, 0, 2]}
    for number in [*late.ends, *(n for _, numbers in late.rows for n in numbers if n.count)]:
        page = client.get(number.url)
        shown = page.context.get("lines")
        count = len(shown) if shown is not None else page.context["page"].total
        assert count == number.count, number.url


def test_lost_points_open_to_settlements_and_cases(world):
    family(world, 1, moved=False, job=False)
    family(world, 2, moved=False, settlement=world.there)
    client = browser(somebody(world, Role.CITY_OFFICE))
    gaps = {gap.code: gap for gap in client.get("/dashboards/gaps/").context["gaps"]}
    cards = city_scorecards([world.here, world.there], current_edition(), timezone.localdate())
    lost = {place: next(c for c in card.criteria() if c.code == "9.1") for place, card in cards.items()}
    assert gaps["9.1"].points == sum(c.gap for c in lost.values() if c.state == "computed")
    page = client.get("/dashboards/gaps/9.1/")
    assert {one.settlement.pk for one in page.context["gap"].lost} == set(lost)
    mine, near = (
        next(one for one in page.context["gap"].lost if one.settlement == world.here),
        browser(world.secretary),
    )
    for part, cases in mine.with_cases:
        assert near.get(f"/scorecards/{world.here.code}/cases/{part.measure}/").context["total"] == cases
    assert gaps["9.1"].cases > 0
    assert list(gaps.values()) == sorted(gaps.values(), key=lambda gap: -gap.points)
    assert client.get("/dashboards/gaps/99.9/").status_code == 404
    narrowed = client.get("/dashboards/gaps/?item=9").context["gaps"]
    assert {gap.item.no for gap in narrowed} == {9}


def test_every_cell_is_counted_once_and_opens_to_its_line(world):
    family(world, 1)
    client = browser(somebody(world, Role.CITY_OFFICE))
    burden = client.get("/").context["burden"]
    cards = city_scorecards([world.here, world.there], current_edition(), timezone.localdate())
    parts = [part for card in cards.values() for c in card.criteria() for part in c.parts]
    assert burden.total == len(parts)
    assert burden.taken == sum(
        p.state == "computed" and p.kind not in ("judged", "city_decision") for p in parts
    )
    assert burden.open == sum(p.state == "judged_pending" for p in parts) > 0
    for kind in ("taken", "open", "answered", "empty"):
        page = client.get(f"/dashboards/cells/?kind={kind}")
        assert sum(len(line.places) for line in page.context["lines"]) == burden.count(kind)


def test_bars_and_dots_open_the_heat_table_of_their_settlements_and_day(world):
    family(world, 1)
    client = browser(somebody(world, Role.CITY_OFFICE))
    page = client.get("/")
    for band in page.context["spread"].bands:
        assert len(client.get(f"/heat/?{band.query}").context["rows"]) == band.count
    dots = re.findall(r'href="(/heat/[^"]*)" aria-label="\d+年', page.content.decode())
    assert len(dots) == len(page.context["course"].trend.points) == 7
    point = page.context["course"].trend.points[0]
    rows = client.get(dots[0]).context["rows"]
    assert mean([row.card.total for row in rows]) == point.total
    assert client.get("/?span=year").context["course"].span == "year"
    assert len(client.get("/heat/?least=a&below=9").context["rows"]) == 2


def test_a_bureau_sees_its_items_only(world):
    family(world, 1, moved=False)
    client = browser(person_of(world, Role.CITY_BUREAU))
    page = client.get("/")
    mine = {item["no"] for item in page.context["items"]}
    assert mine == {
        i["no"] for s in current_edition().data["sections"] for i in s["items"] if BUREAU in i["units"]
    }
    assert {gap.item.no for gap in client.get("/dashboards/gaps/").context["gaps"]} <= mine
    lines = client.get("/dashboards/cells/?kind=empty").context["lines"]
    assert {line.item.no for line in lines} <= mine and lines
    for band in page.context["spread"].bands:
        assert len(client.get(f"/heat/?{band.query}").context["rows"]) == band.count


def test_nobody_sees_more_than_the_own_area_and_inspectors_nothing_before_their_own(world):
    family(world, 1, moved=False)
    family(world, 2, moved=False, settlement=world.there)
    seen = browser(world.county_reviewer).get("/dashboards/gaps/9.1/").context["gap"].lost
    assert [one.settlement for one in seen] == [world.here]
    blind = browser(world.inspector)
    assert blind.get("/dashboards/gaps/").context["gaps"] == []
    assert blind.get("/dashboards/cells/").context["burden"].total == 0
    assert browser(world.mediator).get("/dashboards/gaps/").status_code == 403


def test_a_late_correction_of_a_past_fact_moves_the_past(world):
    home, _ = family(world, 1)
    client = browser(somebody(world, Role.CITY_OFFICE))
    before = client.get("/").context["course"].trend.points
    year = client.get("/analysis/?year=2020").context["found"].totals
    spell = OccupancySpell.objects.get(household=home)
    spell.state = "keyed_not_moved"
    save_record(spell, by=world.committee, reason="补正")
    after = client.get("/").context["course"].trend.points
    assert before != after and [p.day for p in before] == [p.day for p in after]
    for point in after:
        cards = city_scorecards([world.here, world.there], current_edition(), point.day)
        assert point.total == mean([card.total for card in cards.values()])
    assert client.get("/analysis/?year=2020").context["found"].totals != year


def test_bands_lie_on_a_scale_with_the_line():
    spread = spread_of(map(Decimal, ("79.9", "80.0", "100", "62")), Decimal(85))
    assert [(band.least, band.count) for band in spread.bands] == [(60, 1), (70, 1), (80, 1), (90, 1)]
    assert (spread.reached, spread.short) == (1, 3)
    assert spread.bands[2].x < spread.line_x < spread.bands[3].x
    assert [band.query for band in spread.bands][-1] == "least=90&below=101"
    assert [band.count for band in spread_of([Decimal(0)], Decimal(80)).bands] == [1, *[0] * 9]


def test_marks_stand_at_their_days_and_words_do_not_cover_each_other():
    points = [Point(date(2018, 5, 31), *[Decimal(n)] * 3) for n in (0,)]
    points.append(Point(date(2026, 5, 31), Decimal(90), Decimal(45), Decimal(45)))
    deadlines = [
        PlanDate("", day, "", "") for day in (date(2018, 11, 30), date(2018, 12, 31), date(2020, 12, 31))
    ]
    drawing = drawing_of(Trend(points, deadlines))
    first, second, third = drawing.marks
    assert first.x < second.x < third.x and first.y != second.y and first.y == third.y
    heights = [end.y for end in drawing.ends]
    assert all(below - above >= 15 for above, below in pairwise(heights))
    assert [name for name, _ in drawing.lines] == ["harmonious", "vibrant", "total"]
