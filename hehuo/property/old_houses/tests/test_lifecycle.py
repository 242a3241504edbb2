"""旧房 by its state table: every state × every event, the second person, the houses that fall due."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from hehuo.kit.testing.world import World, build_world
from hehuo.property.models import OldHouse
from hehuo.property.old_houses import services
from hehuo.property.old_houses.lifecycle import OLD_HOUSE
from hehuo.records.writing import save_record
from hehuo.residents.tests.homes import make_household

pytestmark = pytest.mark.django_db
SIGNED = date(2018, 5, 1)
EARLY = ("identified", "agreement_signed", "due")
LEGAL = {
    ("identified", "sign"): "agreement_signed",
    ("agreement_signed", "fall_due"): "due",
    **{(state, "demolish"): "demolished" for state in EARLY[1:]},
    ("demolished", "check_site"): "site_checked",
    ("site_checked", "pay_award"): "award_paid",
    **{(state, "reclaim"): "reclaiming" for state in ("site_checked", "award_paid")},
    ("reclaiming", "accept"): "accepted",
    **{(state, "exempt"): "exempt_certified" for state in (*EARLY, "disputed")},
    **{(state, "dispute"): "disputed" for state in (*EARLY, "demolished", "site_checked")},
    ("disputed", "settle"): "identified",
    ("exempt_certified", "revoke"): "identified",
}
FILLED = {
    "agreement_no": "拆旧〔2018〕1号", "signed_on": SIGNED, "due_on": date(2019, 5, 1), "award_fen": 100, "reclaim_kind": "farmland",
    "reclaim_area_m2": "120.00", "accept_no": "验〔2019〕1号",
}  # fmt: skip
DEMOLISHED = {"demolished", "site_checked", "award_paid", "reclaiming", "accepted"}


@pytest.fixture
def world(db) -> World:
    """The small world."""
    return build_world()


def make_house(world: Any, state: str, **facts: Any) -> OldHouse:
    """A house in a state, entered by the committee, with what that state needs."""
    told: dict[str, Any] = {**FILLED, "has_old_house": "own"}
    told["demolished_on"] = date(2018, 12, 1) if state in DEMOLISHED else None
    if state in DEMOLISHED - {"demolished"}:
        told["site_checked_on"] = date(2018, 12, 5)
    if state in ("exempt_certified", *EARLY, "disputed"):
        told |= {"exemption": "relic", "exemption_doc_no": "免拆〔2018〕1号"}
    if state == "exempt_certified":
        told["exemption_certified_on"] = date(2018, 9, 1)
    home = make_household(world.here, by=world.committee)
    house = OldHouse(settlement=world.here, household=home, state=state, **(told | facts))
    return save_record(house, by=world.committee)


def take(house: OldHouse, event: str, by: Any, reason: str = "说明") -> None:
    """The step as the page takes it: by its service, or by the table alone."""
    service = services.STEPS.get(event)
    if service:
        service(house, by=by, reason=reason)
    else:
        OLD_HOUSE.apply(house, event, by=by, reason=reason)
        save_record(house, by=by, action=event)


@pytest.mark.parametrize("event", [t.event for t in OLD_HOUSE.transitions])
@pytest.mark.parametrize("state", OldHouse.State.values)
def test_every_state_and_event(world, state, event):
    house = make_house(world, state)
    wanted = LEGAL.get((state, event))
    if wanted is None:
        with pytest.raises(ValidationError, match="不能办理这一步"):
            take(house, event, world.secretary)
        assert OldHouse.objects.get(pk=house.pk).state == state
        return
    take(house, event, world.secretary)
    now = OldHouse.objects.get(pk=house.pk)
    assert now.state == (services.state_by_dates(now) if event == "settle" else wanted)


def test_the_table_of_this_test_is_the_whole_life_cycle():
    assert {(source, t.event): t.target for t in OLD_HOUSE.transitions for source in t.sources} == LEGAL


@pytest.mark.parametrize(
    ("state", "event"), [("demolished", "check_site"), ("reclaiming", "accept"), ("due", "exempt")]
)
def test_decisions_need_a_second_person(world, state, event):
    house = make_house(world, state)
    with pytest.raises(PermissionDenied):
        take(house, event, world.committee)
    OldHouse.objects.filter(pk=house.pk).update(created_by=world.secretary)
    house.refresh_from_db()
    with pytest.raises(PermissionDenied, match="另一位同事"):
        take(house, event, world.secretary)


@pytest.mark.parametrize(
    ("state", "event", "lacking", "named"),
    [
        ("identified", "sign", {"agreement_no": ""}, "拆除协议编号"),
        ("site_checked", "pay_award", {"award_fen": None}, "拆除奖励"),
        ("reclaiming", "accept", {"accept_no": ""}, "验收文号"),
        ("reclaiming", "accept", {"reclaim_kind": "unsuitable"}, "不适宜"),
        ("due", "exempt", {"exemption": "none"}, "免拆类别"),
        ("due", "exempt", {"exemption": "shared_wall"}, "连体房"),
        ("due", "demolish", {"has_old_house": "none"}, "没有旧房"),
    ],
)  # fmt: skip
def test_a_step_says_what_is_lacking(world, state, event, lacking, named):
    with pytest.raises(ValidationError, match=named):
        take(make_house(world, state, **lacking), event, world.secretary)


def test_agreements_fall_due_on_their_day(world):
    today = timezone.localdate()
    houses = [make_house(world, "agreement_signed", due_on=today + timedelta(days=n)) for n in (-1, 0, 1)]
    assert services.mark_due_houses(world.here, at=today) == 2
    assert [OldHouse.objects.get(pk=house.pk).state for house in houses] == ["due", "due", "agreement_signed"]


def test_a_demolished_house_that_is_not_reclaimed_waits_for_it(world):
    house = make_house(world, "demolished")
    take(house, "check_site", world.secretary)
    with pytest.raises(ValidationError, match="不能办理这一步"):
        take(house, "accept", world.secretary)
    assert (house.state, house.accepted_on) == ("site_checked", None)
