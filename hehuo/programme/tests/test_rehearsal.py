"""Rehearsal against a few lines of own arithmetic; and nothing in the database changes."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from hehuo.assessment.editions import install_shipped
from hehuo.assessment.models import Judgement, StandardEdition
from hehuo.assessment.scoring import measures_of, unit_scorecard
from hehuo.assessment.tests.test_scoring import TODAY, family
from hehuo.kit.testing.world import World, build_world, make_user
from hehuo.measures.runner import count
from hehuo.org.models import CreationUnit
from hehuo.org.roles import Role
from hehuo.programme.models import RewardBand, RewardScheme
from hehuo.programme.rehearsal import Rehearsal, Setting, rehearse

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable]


def draft(code: str, points: str, steps: list[list[str]], jobs: str = "3") -> StandardEdition:
    """A draft of one section: moved in by steps, no household without a job."""

    def item(no: int, full: str, part: dict) -> dict:
        part = {"key": f"{no}.1", "title": "子项", "points": full, **part}
        sub = {
            "code": f"{no}.1",
            "title": "子项",
            "points": full,
            "basis": "default",
            "rule_text": "",
            "rule": {"parts": [part]},
        }
        return {"no": no, "title": f"第{no}项", "content": "", "criterion": "", "points_effective": full, "points_source": "",
                "units": [], "sub_criteria": [sub]}  # fmt: skip

    items = [
        item(1, points, {"kind": "steps", "measure": "relocation_households_moved_in", "steps": steps}),
        item(2, jobs, {"kind": "none_unmet", "measure": "zero_employment_households"}),
        item(3, "1", {"kind": "judged", "must_see": "现场"}),
    ]
    data = {
        "sections": [{"no": 1, "title": "一", "points": "10", "items": items}], "titles": [{"code": "harmonious", "sections": [1]}],
        "pass_rule": {"total": "5", "section_min": "0"},
    }  # fmt: skip
    return StandardEdition.objects.create(code=code, name=code, data=data)


def scheme(office, budget: int | None = None, *, per_household: int = 100_01) -> RewardScheme:
    made = RewardScheme.objects.create(
        name="草案", version=RewardScheme.objects.count() + 1, created_by=office, budget_fen=budget
    )
    RewardBand.objects.create(scheme=made, from_households=1, amount_fen=per_household, per_household=True)
    return made


@pytest.fixture
def city(db) -> World:
    """Here: 4 households, 3 moved in, nobody idle. There: 2 households, both moved in, one idle."""
    world = build_world()
    install_shipped()
    for n in range(4):
        family(world, n, moved=n < 3)
    family(world, 11, settlement=world.there)
    family(world, 12, job=False, settlement=world.there)
    for place in (world.here, world.there):
        unit = CreationUnit.objects.create(
            code=f"U{place.code}", name=place.name, kind="settlement", county=place.county
        )
        unit.settlements.set([place])
    return world


def units():
    return CreationUnit.objects.order_by("code")


WAS = ("6", [["100", "6"], ["50", "2"]])
TRIED = ("6", [["70", "6"], ["50", "1"]])
FAMILIES = {"US001": (3, 4, 0), "US002": (2, 2, 1)}


def by_hand(full: str, steps: list[list[str]], moved: int, total: int, idle: int) -> Decimal:
    reached = [
        Decimal(points) for percent, points in steps if Decimal(100 * moved) / total >= Decimal(percent)
    ]
    return max(reached, default=Decimal(0)) + (3 if idle == 0 else 0)


def test_both_sides_are_what_a_person_computes(city):
    office = make_user("办公室", Role.CITY_OFFICE, city.city)
    was, tried = Setting.of(draft("T1", *WAS)), draft("T2", *TRIED)
    for budget in (None, 500_00):
        table = scheme(office, budget)
        for line in map(Decimal, ("2", "4", "5", "6", "9", "9.1")):
            check(rehearse(units(), was, Setting.of(tried, table, total=line), TODAY), line, budget)


def check(result: Rehearsal, line: Decimal, budget: int | None) -> None:
    """Totals, verdicts and money of both units by own arithmetic."""
    whole = 0
    for row in result.lines:
        moved, total, idle = FAMILIES[row.unit.code]
        before, after = by_hand(*WAS, moved, total, idle), by_hand(*TRIED, moved, total, idle)
        assert (row.was.card.total, row.tried.card.total) == (before, after)
        assert (row.was.passes, row.tried.passes) == (before >= 5, after >= line)
        cost = total * 100_01 if after >= line else 0
        assert row.tried.table_fen == cost
        whole += cost
    assert result.table("tried") == whole
    assert result.cost("tried") == (min(whole, budget) if budget else whole)
    assert result.cost("was") == 0


def test_who_rises_who_falls_and_what_separates_nobody(city):
    result = rehearse(
        units(),
        Setting.of(draft("T1", *WAS), total=Decimal(6)),
        Setting.of(draft("T2", *TRIED), total=Decimal(9)),
        TODAY,
    )
    verdicts = {line.unit.code: line.verdict for line in result.lines}
    assert verdicts == {"US001": "up", "US002": "down"}
    assert [(s.code, s.how) for s in result.same] == [("1.1", "都得满分"), ("3.1", "都还没有数据或评判")]


def test_without_a_change_the_rehearsal_is_the_real_score(city):
    edition = StandardEdition.objects.get(code="LPS-2018")
    result = rehearse(units(), Setting.of(edition), Setting.of(edition), TODAY)
    for line in result.lines:
        real = unit_scorecard(line.unit, edition, TODAY)
        assert line.was.card.to_dict() == line.tried.card.to_dict() == real.to_dict()


def test_a_judgement_of_the_base_holds_where_the_text_is_the_same(city):
    one, two = draft("T1", *WAS), draft("T2", *TRIED)
    other = draft("T3", *TRIED)
    other.data["sections"][0]["items"][2]["sub_criteria"][0]["rule"]["parts"][0]["must_see"] = "另一处"
    Judgement.objects.create(settlement=city.here, edition=one, part="3.1", points=Decimal("0.5"), reason="看过",
                             occurred_on=TODAY, judged_by=city.inspector)  # fmt: skip
    for edition, points in ((two, "0.5"), (other, "0")):
        line = rehearse(units(), Setting.of(one), Setting.of(edition), TODAY).lines[0]
        assert line.was.card.items()[2].points == Decimal("0.5")
        assert line.tried.card.items()[2].points == Decimal(points)


def test_a_past_day_with_what_was_known_then(city):
    setting = Setting.of(draft("T1", *WAS))
    now = rehearse(units(), setting, setting, TODAY, timezone.now())
    before = rehearse(units(), setting, setting, TODAY, timezone.now() - timedelta(days=1))
    assert now.lines[1].was.card.total == 6
    assert before.lines[1].was.card.total == 0
    assert rehearse(units(), setting, setting, date(2018, 2, 15)).lines[0].households == 4


def test_a_draft_without_points_is_refused_in_words(city):
    edition = draft("T1", *WAS)
    edition.data["sections"][0]["items"][1]["points_effective"] = None
    with pytest.raises(ValidationError, match="第 2 项还没有分值"):
        rehearse(units(), Setting.of(edition), Setting.of(edition), TODAY)


def test_both_editions_are_counted_once(city, monkeypatch):
    """The same measures with the same definitions are not counted a second time, and stored counts are read."""
    edition, asked = StandardEdition.objects.get(code="LPS-2018"), []
    monkeypatch.setattr(
        "hehuo.measures.runner.count", lambda names, **rest: asked.append(list(names)) or count(names, **rest)
    )
    rehearse(units(), Setting.of(edition), Setting.of(edition), TODAY)
    assert [len(names) for names in asked] == [len(measures_of(edition))]
    for line in units():
        unit_scorecard(line, edition, TODAY)
    asked.clear()
    rehearse(units(), Setting.of(edition), Setting.of(edition), TODAY)
    assert asked == []
