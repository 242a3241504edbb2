"""Where a result leads: rectification reaches the campaign, a bulletin is drafted, a clue is told to leader and office."""

import pytest

from hehuo.notices.models import Notice
from hehuo.programme.models import Bulletin, Campaign
from hehuo.programme.states import State
from hehuo.programme.supervision.pages.checks import ahead_of
from hehuo.programme.supervision.spot_checks import steps as checks

pytestmark = pytest.mark.db_portable


@pytest.fixture
def final(cast):
    """A check with a fixed result and one confirmed problem; answers with check and problem."""
    cast.units()
    check = cast.drafted()
    checks.draw_check(check, by=cast.office, seed="s", at=cast.later())
    cast.evidence(check, share="0.88")
    checks.draft_findings(check, by=cast.office, at=cast.later())
    site = check.sites.filter(unit__county=cast.counties[0]).first()
    found = checks.add_site_finding(site, cast.facts(), by=cast.office, at=cast.later())
    checks.send_to_units(check, by=cast.office, at=cast.later())
    checks.finish_check(check, by=cast.office2, reason="总体属实", at=cast.later(12))
    found.refresh_from_db()
    return check, found


def campaign_in(check, state):
    """The campaign of the unit with the problem, brought to a state."""
    unit = check.sites.filter(findings__isnull=False).get().unit
    campaign = Campaign.objects.get(unit=unit, edition=check.edition)
    Campaign.objects.filter(pk=campaign.pk).update(state=state)
    campaign.refresh_from_db()
    return campaign


@pytest.mark.parametrize(
    ("state", "after"),
    [
        (State.CONFIRMED, State.SUSPENDED),
        (State.REWARDED, State.SUSPENDED),
        (State.CITY_ACCEPTING, State.RECTIFYING),
        (State.SELF_PASSED, State.SELF_PASSED),
    ],
)
def test_rectification_reaches_the_campaign_where_its_life_cycle_allows(cast, final, state, after):
    check, found = final
    campaign = campaign_in(check, state)
    others = dict(Campaign.objects.exclude(pk=campaign.pk).values_list("pk", "state"))
    said = ahead_of(check, "to_rectification")["lines"]
    assert (str(campaign.unit) in said[0]) is (state != after)
    checks.conclude_check(check, "to_rectification", by=cast.office, reason="限期整改", at=cast.later())
    campaign.refresh_from_db()
    assert campaign.state == after
    if state != after:
        assert (campaign.due_on - cast.clock).days == 30
        step = campaign.steps.latest("id")
        assert (step.actor, "抽查“年度抽查”转整改" in step.reason) == (cast.office, True)
    assert dict(Campaign.objects.exclude(pk=campaign.pk).values_list("pk", "state")) == others
    assert (
        Notice.objects.for_user(cast.office)
        .open()
        .filter(subject_id=found.pk, ask__startswith="请发整改通知")
        .exists()
    )


def test_a_leader_who_may_not_take_the_campaign_step_asks_the_office(cast, final):
    check, _ = final
    campaign = campaign_in(check, State.CITY_ACCEPTING)
    checks.conclude_check(check, "to_rectification", by=cast.leader, reason="限期整改", at=cast.later())
    campaign.refresh_from_db()
    assert campaign.state == State.CITY_ACCEPTING
    assert check.steps.latest("id").data["asked"] == [campaign.unit.code]
    asked = Notice.objects.for_user(cast.office).open().get(subject_model="programme.campaign")
    assert "要求限期整改" in asked.ask
    assert asked.url == f"/campaigns/{campaign.pk}/"


@pytest.mark.parametrize("who", ["office", "leader"])
def test_a_bulletin_is_drafted_with_result_and_problems(cast, final, who):
    check, found = final
    checks.conclude_check(check, "to_bulletin", by=getattr(cast, who), reason="予以通报", at=cast.later())
    made = Bulletin.objects.get()
    city = check.result["city"]
    assert (made.state, list(made.findings.all())) == ("drafted", [found])
    assert found.fact in made.body
    assert f"推算 {city['value']} 分" in made.body
    counties = {site.unit.county.name for site in check.sites.all()}
    assert {row.unit.area.name for row in made.units.all()} == counties
    assert (
        Notice.objects.for_user(cast.office)
        .open()
        .filter(subject_id=made.pk, ask__contains="通报初稿")
        .exists()
    )
    assert check.steps.latest("id").data["bulletin"] == made.pk


def test_a_clue_is_told_to_leader_and_office(cast, final):
    check, _ = final
    checks.conclude_check(check, "to_clue", by=cast.office, reason="涉嫌弄虚作假", at=cast.later())
    for user, word in ((cast.leader, "请决定移交"), (cast.office2, "按规定移交")):
        told = (
            Notice.objects.for_user(user)
            .open()
            .filter(subject_model="programme.spotcheck", subject_id=check.pk)
        )
        assert word in told.get().ask
        assert "弄虚作假" not in told.get().ask
