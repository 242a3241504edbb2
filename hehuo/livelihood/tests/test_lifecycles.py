"""Life cycles of work and training as tables (domain §3.8, §3.9): every state × every event."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from hehuo.livelihood.employment.models import PublicWelfareAssignment
from hehuo.livelihood.employment.public_posts import PUBLIC_POST
from hehuo.livelihood.jobs.lifecycle import OPENING, RECOMMENDATION
from hehuo.livelihood.jobs.models import JobOpening, JobRecommendation
from hehuo.livelihood.training.lifecycle import CLASS, ENROLMENT, PLAN
from hehuo.livelihood.training.models import Enrolment, TrainingClass, TrainingPlan
from hehuo.livelihood.zero_employment.lifecycle import ZERO_EMPLOYMENT
from hehuo.livelihood.zero_employment.models import ZeroEmploymentCase

TABLES = {
    PLAN.name: """
        draft: approve>approved
        approved: publish>published withdraw>draft
        published:
    """,
    CLASS.name: """
        proposed: open>opened cancel>cancelled
        opened: run>running cancel>cancelled
        running: end>ended
        ended: assess>assessed
        assessed: apply_subsidy>subsidy_applied archive>archived
        subsidy_applied: pay>paid
        paid: archive>archived
        archived:
        cancelled:
    """,
    ENROLMENT.name: """
        wish: enrol>enrolled drop>dropped
        enrolled: attend>attending complete>completed drop>dropped
        attending: complete>completed drop>dropped
        completed: certify>certificated fail>failed
        failed: certify>certificated
        certificated:
        dropped:
    """,
    OPENING.name: """
        draft: verify_opening>verified withdraw>withdrawn blacklist>blacklisted_employer
        verified: publish>open expire>expired withdraw>withdrawn blacklist>blacklisted_employer
        open: pause>paused fill>filled expire>expired withdraw>withdrawn blacklist>blacklisted_employer
        paused: resume>open fill>filled expire>expired withdraw>withdrawn blacklist>blacklisted_employer
        filled:
        expired:
        withdrawn:
        blacklisted_employer:
    """,
    RECOMMENDATION.name: """
        proposed: consent>candidate_consented decline>candidate_declined
        candidate_consented: refer>referred decline>candidate_declined
        candidate_declined:
        referred: interview>interviewed offer>offered hire>hired reject>not_hired
        interviewed: offer>offered hire>hired reject>not_hired
        offered: hire>hired reject>not_hired decline>candidate_declined
        hired: start>started
        not_hired:
        started: leave>left
        left:
    """,
    ZERO_EMPLOYMENT.name: """
        suspected: give_opinion>suspected verify_case>verified dismiss>dismissed
        verified: plan>planned employ>employed exempt>exempted
        dismissed:
        planned: offer>offering employ>employed exempt>exempted
        offering: employ>employed exempt>exempted
        employed: watch>watching reopen>reopened
        watching: close>closed reopen>reopened
        closed: reopen>reopened
        exempted: review>exempted reopen>reopened
        reopened: plan>planned employ>employed exempt>exempted
    """,
    PUBLIC_POST.name: """
        demand_approved: announce>announced
        announced: apply>applied
        applied: review>reviewed
        reviewed: publicise>publicised
        publicised: contract>contracted
        contracted: start_duty>on_duty terminate>terminated
        on_duty: pay>paid renew>renewed end>ended terminate>terminated
        paid: pay>paid renew>renewed end>ended terminate>terminated
        renewed: pay>paid end>ended terminate>terminated
        ended: renew>renewed
        terminated:
    """,
}
MODELS = {
    PLAN.name: TrainingPlan, CLASS.name: TrainingClass, ENROLMENT.name: Enrolment, OPENING.name: JobOpening,
    RECOMMENDATION.name: JobRecommendation, ZERO_EMPLOYMENT.name: ZeroEmploymentCase, PUBLIC_POST.name: PublicWelfareAssignment,
}  # fmt: skip
LIFECYCLES = (PLAN, CLASS, ENROLMENT, OPENING, RECOMMENDATION, ZERO_EMPLOYMENT, PUBLIC_POST)


def table_of(lifecycle):
    """{state: {event: target}} as printed above."""
    found = {}
    for line in TABLES[lifecycle.name].split("\n"):
        if line.strip():
            state, _, events = line.strip().partition(":")
            found[state] = dict(pair.split(">") for pair in events.split())
    return found


EVERY_STEP = [
    pytest.param(lifecycle, state, event, id=f"{lifecycle.name}-{state}-{event}")
    for lifecycle in LIFECYCLES
    for state in lifecycle.states
    for event in dict.fromkeys(t.event for t in lifecycle.transitions)
]


class Anybody:
    """A record whose guards and rights are all open, so that only the table speaks."""

    domain = "D"

    def __init__(self, state):
        self.state = state


def bare(lifecycle):
    """The same table without guards and rights."""
    from dataclasses import replace

    steps = [
        replace(t, may=lambda user, record: True, guard=lambda record: "") for t in lifecycle.transitions
    ]
    return replace(lifecycle, transitions=tuple(steps))


@pytest.mark.parametrize(("lifecycle", "state", "event"), EVERY_STEP)
def test_every_event_in_every_state(lifecycle, state, event):
    target = table_of(lifecycle)[state].get(event)
    record = Anybody(state)
    if target is None:
        with pytest.raises(ValidationError, match="不能办理这一步"):
            bare(lifecycle).apply(record, event, by=None, reason="原因")
        assert record.state == state
    else:
        bare(lifecycle).apply(record, event, by=None, reason="原因")
        assert record.state == target


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda lifecycle: lifecycle.name)
def test_tables_name_the_states_of_their_models(lifecycle):
    assert set(table_of(lifecycle)) == set(lifecycle.states) == set(MODELS[lifecycle.name].State.values)


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda lifecycle: lifecycle.name)
@pytest.mark.django_db
def test_nobody_without_a_post_takes_a_step(lifecycle, world):
    for step in lifecycle.transitions:
        record = MODELS[lifecycle.name](settlement=world.here, state=step.sources[0])
        for user in (world.stranger, world.nobody, world.mediator):
            with pytest.raises(PermissionDenied):
                lifecycle.check(record, step.event, by=user, reason="原因")
            assert record.state == step.sources[0]


NEED_A_REASON = {
    "withdraw", "cancel", "drop", "pause", "blacklist", "leave", "dismiss", "reopen", "terminate",
}  # fmt: skip


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda lifecycle: lifecycle.name)
def test_what_takes_something_away_needs_a_reason(lifecycle):
    for step in bare(lifecycle).transitions:
        assert step.needs_reason == (step.event in NEED_A_REASON), step.event
        if step.needs_reason:
            with pytest.raises(ValidationError, match="请写明原因"):
                bare(lifecycle).check(Anybody(step.sources[0]), step.event, by=None, reason=" ")
