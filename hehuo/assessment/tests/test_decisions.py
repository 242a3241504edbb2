"""市里认定 of 14.2: pending until the city has spoken, full points when it does not apply, counted when it does."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from hehuo.assessment.decisions import decide, together
from hehuo.assessment.models import CityDecision
from hehuo.assessment.planner.gaps import what_if
from hehuo.assessment.scoring import scorecard
from hehuo.records.writing import save_record
from hehuo.services.models import MassOrg

pytestmark = pytest.mark.django_db
DAY = date(2018, 11, 30)
GROUND = "市指挥部会议纪要第3号"


def said(city, outcome, on=DAY, part="14.2"):
    return decide(city.here, city.edition, part, outcome, ground=GROUND, by=city.office, on=on)


def standing(city, day=DAY, known_at=None):
    card = scorecard(city.here, city.edition, day, known_at)
    found = next(c for c in card.criteria() if c.code == "14.2")
    return found.points, found.state


def test_the_criterion_follows_the_word_of_the_city(city):
    assert standing(city) == (Decimal("0.00"), "judged_pending")
    said(city, "not_applicable")
    assert standing(city) == (Decimal("0.50"), "not_applicable")
    said(city, "applies", on=DAY + timedelta(1))
    assert standing(city) == (Decimal("0.50"), "not_applicable"), "an earlier day keeps its decision"
    later = DAY + timedelta(1)
    assert standing(city, later) == (Decimal("0.00"), "computed")
    for number, kind in enumerate(("union", "youth", "women"), 1):
        org = MassOrg(settlement=city.here, kind=kind, name=kind, chair="周", valid_from=DAY, occurred_on=DAY)
        save_record(org, by=city.committee)
        assert standing(city, later)[0] == (Decimal("0.5") * number / 3).quantize(Decimal("0.01"))


def test_what_was_not_known_yet_does_not_count(city):
    before = timezone.now()
    said(city, "not_applicable")
    assert standing(city, known_at=before)[1] == "judged_pending"
    assert standing(city, known_at=timezone.now())[1] == "not_applicable"


def test_a_what_if_keeps_the_decision(city):
    said(city, "not_applicable")
    card = scorecard(city.here, city.edition, DAY)
    assert what_if(card, city.edition, {}).total == card.total


def test_only_the_city_decides_and_only_with_a_ground(city):
    with pytest.raises(PermissionDenied):
        decide(city.here, city.edition, "14.2", "applies", ground=GROUND, by=city.secretary, on=DAY)
    with pytest.raises(ValidationError, match="依据"):
        decide(city.here, city.edition, "14.2", "applies", ground=" ", by=city.office, on=DAY)
    with pytest.raises(ValidationError, match="没有子项"):
        said(city, "applies", part="99.9")
    with pytest.raises(ValidationError, match="本来就适用"):
        said(city, "applies", part="14.1.1")
    with pytest.raises(ValidationError, match="晚于今天"):
        said(city, "applies", on=timezone.localdate() + timedelta(1))
    assert not CityDecision.objects.exists()


def test_what_applies_to_one_settlement_applies_to_the_unit():
    assert together([{"14.2": "not_applicable"}, {"14.2": "applies"}, {"14.2": "not_applicable"}]) == {
        "14.2": "applies"
    }


def test_the_page_of_the_city(city, client):
    client.force_login(city.office)
    address = f"/scorecards/{city.here.code}/decisions/"
    told = {"part": "14.2", "outcome": "applies", "ground": GROUND, "on": "2018-11-30"}
    assert client.post(address, told | {"ground": ""}).status_code == 200
    assert client.post(address, told).status_code == 302
    assert GROUND in client.get(address).content.decode()
    client.force_login(city.secretary)
    assert client.get(address).status_code == 403
