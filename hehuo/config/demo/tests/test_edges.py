"""Every criterion that is computed is met somewhere in full and missed somewhere; some stand just on their line."""

from datetime import timedelta

import pytest

from hehuo.assessment.models import StandardEdition
from hehuo.assessment.scoring import city_scorecards
from hehuo.config.demo.edges import half_year_before, quarter_before
from hehuo.culture.models import LegalReferral
from hehuo.org.models import Settlement
from hehuo.programme.models import Signal
from hehuo.programme.questions.hits import Field
from hehuo.programme.questions.totals import falls_after_the_deadline
from hehuo.safety.models import SafetyHazard
from hehuo.services.models import BusinessEntity, ResidentsCommittee, ServiceCase
from tests.databases import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_city")]

EDITIONS = ("LPS-2018", "LPS-2018-R")
BY_PEOPLE = ("judged", "not_applicable")
WITHOUT_FULL = {
    "2.4.2": "judged by people; two settlements still wait for it",
}
WITHOUT_LESS: dict[str, str] = {}
"""Parts that may be the same everywhere, and why."""


def parts(edition, day=TODAY):
    """Parts of every settlement by key."""
    places = list(Settlement.objects.order_by("code"))
    cards = city_scorecards(places, StandardEdition.objects.get(code=edition), day)
    found = {}
    for place in places:
        for criterion in cards[place.pk].criteria():
            for part in criterion.parts:
                found.setdefault(part.key, {})[place.code] = part
    return found


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_part_is_full_somewhere_and_not_full_somewhere(edition):
    found = parts(edition)
    assert len(found) > 90
    never = {key for key, by in found.items() if all(part.points < part.max for part in by.values())}
    always = {key for key, by in found.items() if all(part.points == part.max for part in by.values())}
    assert never <= set(WITHOUT_FULL), "no settlement has full points"
    assert always <= set(WITHOUT_LESS), "every settlement has full points"


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_criterion_that_is_computed_differs_between_settlements(edition):
    places = list(Settlement.objects.order_by("code"))
    cards = city_scorecards(places, StandardEdition.objects.get(code=edition), TODAY)
    same = []
    for number, one in enumerate(cards[places[0].pk].criteria()):
        points = [cards[place.pk].criteria()[number].points for place in places]
        computed = one.state not in BY_PEOPLE
        if computed and (max(points) < one.max or min(points) == one.max):
            same.append(one.code)
    assert same == []


def test_some_stand_just_on_their_line():
    """The last day counts, the day after does not."""
    yesterday, tomorrow = TODAY - timedelta(1), TODAY + timedelta(1)
    major = SafetyHazard.objects.filter(level="major", closed_on__isnull=True)
    assert major.filter(settlement__code="D04", due_on=TODAY).count() == 1
    assert major.filter(settlement__code="D07", due_on=yesterday).exists()
    assert ResidentsCommittee.objects.filter(settlement__code="D11", valid_to=yesterday).exists()
    shops = BusinessEntity.objects.filter(settlement__code="D11")
    assert set(shops.filter(kind="ecommerce").values_list("closed_on", flat=True)) == {yesterday}
    assert set(shops.filter(kind="convenience").values_list("closed_on", flat=True)) == {tomorrow}
    late = ServiceCase.objects.filter(settlement__code="D09", decided_on__isnull=True, due_on__lt=TODAY)
    assert not late.exclude(accepted_on__isnull=True).exists()
    found = parts("LPS-2018")
    assert (found["6.6.2"]["D04"].unmet, found["6.6.2"]["D07"].unmet) == (0, 1)
    assert (found["14.1.2"]["D07"].points, found["14.1.2"]["D11"].points) == (found["14.1.2"]["D07"].max, 0)
    assert (found["16.1.2"]["D11"].points, found["16.1.3"]["D11"].points) == (found["16.1.2"]["D11"].max, 0)
    assert found["3.4.2"]["D12"].met * 2 == found["3.4.2"]["D12"].total
    assert found["16.2.3"]["D07"].points == 0
    assert LegalReferral.objects.filter(settlement__code="D12", status="void").count() > 5


def test_patrols_fall_after_the_half_year_was_counted():
    place = Settlement.objects.get(code="D10")
    on = half_year_before(TODAY) + timedelta(46)
    hits = list(falls_after_the_deadline(Field({place.pk: place}, on)))
    assert [hit.occasion.split()[0] for hit in hits] == ["6.2.2"]


def test_every_signal_was_asked_about():
    from hehuo.programme.models import VerificationQuery

    asked = set(VerificationQuery.objects.values_list("rule_code", flat=True))
    assert asked == set(Signal.values)
    assert VerificationQuery.objects.filter(rule_code=Signal.RATINGS, settlement__code="D10").exists()


def test_the_quarter_before():
    assert [str(d) for d in quarter_before(TODAY.replace(month=2, day=3))] == ["2025-10-01", "2026-01-01"]
    assert [str(d) for d in quarter_before(TODAY.replace(month=11))] == ["2026-07-01", "2026-10-01"]
