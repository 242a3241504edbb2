"""Campaigns of the demo city: every state, the dates of the plan, today's notices."""

import itertools
from datetime import date

import pytest

from hehuo.programme.models import Campaign, CampaignStep, PublicNotice
from hehuo.programme.states import State
from tests.databases import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable, pytest.mark.usefixtures("demo_city")]


def test_every_state_of_a_campaign_occurs():
    assert set(State.values) - set(Campaign.objects.values_list("state", flat=True)) == set()
    assert not Campaign.objects.filter(demo=False).exists()


def test_the_pilot_keeps_the_dates_of_the_plan():
    pilot = Campaign.objects.get(unit__settlements__code="D03", phase="pilot")
    met = {row.code: row.met_on for row in pilot.deadlines.all()}
    assert met["M1"] <= date(2018, 5, 31)
    assert met["M2"] <= date(2018, 11, 30)
    assert 88 <= pilot.decisions.get().total <= 94


def test_steps_follow_each_other_and_none_lies_ahead():
    for campaign in Campaign.objects.all():
        log = list(campaign.steps.order_by("id"))
        assert log[-1].to_state == campaign.state
        assert all(a.to_state == b.from_state and a.at <= b.at for a, b in itertools.pairwise(log))
    assert CampaignStep.objects.order_by("-at").first().at.date() < TODAY
    assert PublicNotice.objects.filter(withdrawn_on__isnull=True, ends_on__gte=TODAY).exists()
