"""The state table of domain §3.1: every state with every event, the right role only, and its page in the docs."""

import itertools
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

import hehuo
from hehuo.kit.testing.world import make_user
from hehuo.org.roles import Role
from hehuo.programme.acting import begin
from hehuo.programme.lifecycle import CAMPAIGN, TRANSITIONS, as_markdown, find
from hehuo.programme.models import Campaign
from hehuo.programme.states import BEFORE_TITLE, ENDED, STAGES, TITLED, State
from hehuo.programme.steps import form_acceptance_group
from hehuo.programme.steps.form_acceptance_group import Candidate

EVENTS = sorted({t.event for t in TRANSITIONS})
PRINTED = {
    "launch": ("planned", "launched", {"county_hq"}),
    "record_baseline": ("launched", "creating", {"secretary", "committee", "township"}),
    "open_self_assessment": ("creating", "self_assessing", {"secretary", "committee", "county_hq"}),
    "self_assessment_passes": ("self_assessing", "self_passed", {"secretary", "committee", "county_hq"}),
    "self_assessment_fails": ("self_assessing", "self_failed", {"secretary", "committee", "county_hq"}),
    "sign_self_assessment": ("self_passed", "self_passed", {"county_hq"}),
    "start_county_review": ("self_passed", "county_reviewing", {"county_hq", "county_reviewer"}),
    "return_to_creation": ("county_reviewing", "county_returned", {"county_hq", "county_reviewer"}),
    "pass_county_review": ("county_reviewing", "county_passed", {"county_hq", "county_reviewer"}),
    "apply_for_acceptance": ("county_passed", "applied", {"county_hq"}),
    "draw_sample": ("applied", "city_accepting", {"city_office"}),
    "request_rectification": ("city_accepting", "rectify_before_accept", {"city_office"}),
    "finish_rectification": ("rectify_before_accept", "city_accepting", {"county_hq"}),
    "accept": ("city_accepting", "accepted", {"city_leader"}),
    "not_accept": ("city_accepting", "not_accepted", {"city_leader"}),
    "publish_notice": ("accepted", "publicised", {"city_office"}),
    "file_objection": ("publicised", "objection_handling", {"city_office", "county_hq", "secretary"}),
    "confirm_title": ("publicised", "confirmed", {"city_leader"}),
    "approve_reward": ("confirmed", "reward_pending", {"city_leader"}),
    "pay_reward": ("reward_pending", "rewarded", {"city_finance"}),
    "start_recheck": ("confirmed", "rechecking", {"city_office"}),
    "recheck_keeps": ("rechecking", "confirmed", {"city_office"}),
    "recheck_suspends": ("rechecking", "suspended", {"city_office"}),
    "revoke": ("suspended", "revoked", {"city_leader"}),
    "withdraw": ("planned", "withdrawn", {"county_hq"}),
    "terminate": ("planned", "terminated", {"city_leader"}),
}
"""Source, target and roles, typed off domain §3.1 by hand."""


@pytest.mark.parametrize("event", PRINTED)
def test_the_table_says_what_the_domain_says(event):
    source, target, roles = PRINTED[event]
    found = find(event, source)
    assert found.target == target
    assert {str(role) for role in found.may.roles} == roles


def test_every_legal_and_every_illegal_pair(stage):
    campaign = stage.plan()
    people = {role: make_user(f"某{role}", role, stage.world.city) for role in Role.values}
    legal = illegal = 0
    for state, event in itertools.product(State.values, EVENTS):
        Campaign.objects.filter(pk=campaign.pk).update(state=state)
        campaign.refresh_from_db()
        transition = find(event, state)
        if transition is None:
            with pytest.raises(ValidationError) as refused, transaction.atomic():
                begin(campaign, event, by=stage.leader, reason="试")
            text = refused.value.messages[0]
            assert str(State(state).label) in text
            allowed = [t.label for t in TRANSITIONS if state in t.sources]
            assert all(label in text for label in allowed), (state, event, text)
            assert allowed or "可以办理：无" in text
            illegal += 1
            continue
        for role, person in people.items():
            able = role in {str(r) for r in transition.may.roles}
            assert transition.may(person, campaign) == able, (state, event, role)
        legal += 1
    assert legal == sum(len(t.sources) for t in TRANSITIONS)
    assert legal + illegal == len(State.values) * len(EVENTS)


def test_stranger_from_another_county_takes_no_step(stage):
    campaign = stage.plan()
    there = stage.world.there
    strangers = [stage.stranger] + [
        make_user(f"外{r}", r, there.area) for r in (Role.SECRETARY, Role.COUNTY_REVIEWER)
    ]
    for transition in TRANSITIONS:
        for source in transition.sources:
            Campaign.objects.filter(pk=campaign.pk).update(state=source)
            for stranger in strangers:
                with pytest.raises(PermissionDenied), transaction.atomic():
                    begin(campaign, transition.event, by=stranger, reason="试")


def test_steps_that_need_a_reason_are_refused_without(stage):
    campaign = stage.plan()
    with pytest.raises(ValidationError, match="写明原因"), transaction.atomic():
        begin(campaign, "withdraw", by=stage.county, reason="  ")


def test_a_step_outside_a_transaction_is_a_mistake_of_the_programmer(stage, monkeypatch):
    campaign = stage.plan()
    monkeypatch.setattr("hehuo.programme.acting.connection", type("Open", (), {"in_atomic_block": False}))
    with pytest.raises(RuntimeError):
        begin(campaign, "launch", by=stage.county)


def test_a_step_is_not_dated_before_the_last(stage):
    campaign = stage.at("launched")
    before = campaign.steps.order_by("-id").first().at
    with pytest.raises(ValidationError, match="早于上一步"), transaction.atomic():
        begin(campaign, "record_baseline", by=stage.secretary, at=before.replace(year=2018, month=1))


def test_the_group_may_be_formed_anew_before_the_draw(stage):
    campaign = stage.at("applied")
    people = [Candidate(stage.first), Candidate(stage.second)]
    first = form_acceptance_group(campaign, people, by=stage.office, at=stage.later())
    second = form_acceptance_group(campaign, people, by=stage.office, at=stage.later())
    first.refresh_from_db()
    assert first.replaced_on
    assert campaign.groups.filter(replaced_on__isnull=True).get() == second


def test_ends_lead_nowhere_and_every_state_has_a_stage():
    assert all(not [t for t in TRANSITIONS if s in t.sources] for s in ENDED)
    assert {s for _, _, states in STAGES for s in states} == set(State)
    reachable = {"planned"}
    for _ in TRANSITIONS:
        reachable |= {str(t.target) for t in TRANSITIONS if reachable & {str(s) for s in t.sources}}
    assert reachable == set(State.values)
    for state in BEFORE_TITLE:
        assert find("withdraw", state)
        assert find("terminate", state)
    assert not [s for s in TITLED if find("withdraw", s)]
    assert CAMPAIGN.states["planned"] == "已列计划"


def test_the_page_in_the_docs_is_the_table():
    page = (Path(hehuo.__file__).parent.parent / "docs/lifecycle-campaign.md").read_text(encoding="utf-8")
    assert page == as_markdown()
