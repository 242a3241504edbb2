"""State tables: every state with every event, roles, reasons, and the page in the docs."""

import itertools
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from hehuo.programme.supervision.pages.acts import OWN_PAGE
from hehuo.programme.supervision.pages.kinds import KINDS
from hehuo.programme.supervision.pages.ways import WAYS

PRINTED = {
    "tasks": [
        ("assign", "created", "assigned"), ("accept", "assigned", "accepted"), ("dispute", "assigned", "disputed"),
        ("decide_dispute", "disputed", "assigned"), ("start", "accepted", "in_progress"), ("submit", "in_progress", "submitted"),
        ("return", "submitted", "returned"), ("review", "submitted", "reviewed_ok"), ("close", "reviewed_ok", "closed"),
        ("cancel", "in_progress", "cancelled"), ("extend", "in_progress", "in_progress"),
    ],
    "spot-checks": [
        ("draw", "drafted", "sampled"), ("finish_assigning", "sampled", "assigned"), ("begin", "assigned", "on_site"),
        ("finish_evidence", "on_site", "evidence_checked"), ("widen", "evidence_checked", "sampled"),
        ("draft_findings", "evidence_checked", "draft_findings"), ("send_to_units", "draft_findings", "unit_reply"),
        ("finish", "unit_reply", "final"), ("close", "final", "closed_ok"), ("to_rectification", "final", "to_rectification"),
        ("to_bulletin", "final", "to_bulletin"), ("to_clue", "final", "to_discipline_clue"), ("cancel", "drafted", "cancelled"),
    ],
    "inspections": [
        ("begin", "planned", "in_progress"), ("record_facts", "in_progress", "fact_recorded"),
        ("confirm_problems", "fact_recorded", "problem_confirmed"), ("confirm_clean", "fact_recorded", "no_problem"),
        ("close", "problem_confirmed", "closed"),
    ],
    "findings": [
        ("issue_notice", "problem_confirmed", "rectification_notice_issued"), ("receive", "rectification_notice_issued", "received"),
        ("submit_plan", "received", "plan_submitted"), ("accept_plan", "plan_submitted", "plan_accepted"),
        ("return_plan", "plan_submitted", "plan_returned"), ("submit_plan", "plan_returned", "plan_submitted"),
        ("start_rectifying", "plan_accepted", "rectifying"), ("report_done", "rectifying", "reported_done"),
        ("start_verifying", "reported_done", "verifying"), ("close", "verifying", "verified_closed"),
        ("reopen", "verifying", "reopened"), ("submit_plan", "reopened", "plan_submitted"),
    ],
    "bulletins": [
        ("close_facts", "drafted", "fact_checked_with_units"), ("check_privacy", "fact_checked_with_units", "legal_privacy_checked"),
        ("sign", "legal_privacy_checked", "signed"), ("number", "signed", "numbered"), ("issue", "numbered", "issued"),
        ("all_read", "issued", "read_by_units"), ("archive", "read_by_units", "archived"), ("withdraw", "issued", "withdrawn"),
    ],
}  # fmt: skip
"""Event, source, target, typed off domain §3.2–§3.4 by hand."""
ALL = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


@pytest.mark.parametrize("slug", PRINTED)
def test_the_table_says_what_the_domain_says(slug):
    course = KINDS[slug].course
    for event, source, target in PRINTED[slug]:
        assert course.find(event, source).target == target, (slug, event)


@ALL
def test_every_pair_of_state_and_event(kind):
    table = kind.course.lifecycle
    legal = illegal = 0
    for state, event in itertools.product(table.states, sorted({t.event for t in table.transitions})):
        found = [t for t in table.transitions if t.event == event and state in t.sources]
        if found:
            assert len(found) == 1, (state, event)
            legal += 1
            continue
        with pytest.raises(ValidationError) as refused:
            table.check(SimpleNamespace(state=state), event, by=None, reason="试")
        text = refused.value.messages[0]
        assert table.states[state] in text
        assert all(t.label in text for t in table.transitions if state in t.sources)
        illegal += 1
    assert legal == sum(len(t.sources) for t in table.transitions)
    assert illegal > legal


@ALL
def test_every_step_has_a_page_and_a_guard_of_people(kind):
    events = {t.event for t in kind.course.lifecycle.transitions}
    assert events - set(WAYS[kind.slug]) <= {"confirm", *OWN_PAGE}
    assert set(WAYS[kind.slug]) <= events


@ALL
@pytest.mark.django_db
def test_nobody_without_a_post_takes_a_step(kind, cast):
    for transition in kind.course.lifecycle.transitions:
        record = kind.model(pk=1, state=transition.sources[0])
        assert not transition.may(cast.world.nobody, record), transition.event
        with pytest.raises(PermissionDenied):
            kind.course.lifecycle.check(record, transition.event, by=cast.world.nobody, reason="试")
