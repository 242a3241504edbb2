"""State tables of the neighbourhood: every state × every event answers as the table says."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from hehuo.kit.testing.world import build_world
from hehuo.neighbourhood.covenants.lifecycle import COVENANT
from hehuo.neighbourhood.duty.lifecycle import ROSTER, SHIFT
from hehuo.neighbourhood.mediation.lifecycle import MEDIATION
from hehuo.neighbourhood.meetings.lifecycle import RESOLUTION
from hehuo.neighbourhood.models import (
    DutyRoster,
    DutyShift,
    MediationCase,
    MeetingResolution,
    PracticalMatter,
    ResidentCovenant,
    ResidentRequest,
)
from hehuo.neighbourhood.practical_matters.lifecycle import MATTER
from hehuo.neighbourhood.requests.lifecycle import REQUEST

CYCLES = {
    "covenant": (COVENANT, ResidentCovenant, {}),
    "roster": (ROSTER, DutyRoster, {}),
    "shift": (SHIFT, DutyShift, {}),
    "resolution": (RESOLUTION, MeetingResolution, {}),
    "matter": (MATTER, PracticalMatter, {"responsible": "小李"}),
    "mediation": (MEDIATION, MediationCase, {}),
    "request": (REQUEST, ResidentRequest, {"solved": "no", "fed_back_on": None}),
}


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def people(django_db_setup, django_db_blocker):
    """Somebody who may take every step, and somebody of another settlement."""
    from django.db import transaction

    from hehuo.org.models import Post
    from hehuo.org.roles import Role

    with django_db_blocker.unblock(), transaction.atomic():
        world = build_world()
        Post.objects.create(
            user=world.secretary, role=Role.MEDIATOR, area=world.here.area, valid_from="2018-01-01"
        )
        yield world
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", CYCLES)
def test_every_state_and_event(name, people, django_db_blocker):
    cycle, model, values = CYCLES[name]
    events = {t.event for t in cycle.transitions}
    with django_db_blocker.unblock():
        for state in cycle.states:
            for event in sorted(events):
                record = model(settlement=people.here, state=state, **values)
                legal = next((t for t in cycle.transitions if t.event == event and state in t.sources), None)
                if legal is None:
                    with pytest.raises(ValidationError, match="不能办理这一步"):
                        cycle.apply(record, event, by=people.secretary, reason="原因")
                elif not legal.guard(record):
                    cycle.apply(record, event, by=people.secretary, reason="原因")
                    assert record.state == legal.target
                if legal is not None:
                    other = model(settlement=people.here, state=state, **values)
                    with pytest.raises(PermissionDenied):
                        cycle.apply(other, event, by=people.stranger, reason="原因")


@pytest.mark.parametrize("name", CYCLES)
def test_every_state_is_reached_and_has_its_word(name):
    cycle, model, _ = CYCLES[name]
    reached = {t.target for t in cycle.transitions} | {model._meta.get_field("state").default}
    begun = {"offered"} if name == "mediation" else set()
    assert set(cycle.states) == reached | begun
    assert all(label for label in cycle.states.values())


def test_a_penalty_clause_stops_the_vote():
    covenant = ResidentCovenant(state="reviewed", penalty_clause=True)
    step = next(t for t in COVENANT.transitions if t.event == "vote")
    assert "处罚条款" in step.guard(covenant)


def test_violence_is_never_mediated():
    case = MediationCase(state="applied", violence=True)
    for event in ("accept", "mediate", "agree"):
        assert "保护程序" in next(t for t in MEDIATION.transitions if t.event == event).guard(case)
