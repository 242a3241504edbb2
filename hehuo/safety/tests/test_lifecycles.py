"""State tables of safety: every state × every event, and what each step does besides."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from hehuo.kit.testing.world import build_world
from hehuo.records.writing import save_record
from hehuo.safety.devices import services as tickets
from hehuo.safety.devices.lifecycle import TICKET
from hehuo.safety.hazards import services as hazards
from hehuo.safety.hazards.lifecycle import HAZARD
from hehuo.safety.models import (
    EarlyWarning,
    MaintenanceTicket,
    PatrolRecord,
    PatrolRoute,
    PatrolTeam,
    PhysicalAsset,
    SafetyHazard,
    WarningRule,
)
from hehuo.safety.patrols import services as patrols
from hehuo.safety.patrols.lifecycle import PATROL
from hehuo.safety.warnings import services as warnings
from hehuo.safety.warnings.lifecycle import WARNING

pytestmark = pytest.mark.django_db
DAY = date(2018, 11, 5)


@pytest.fixture
def world():
    return build_world()


def ticket(world, **values):
    asset = save_record(
        PhysicalAsset(
            settlement=world.here, kind="lamp", name="L1", place="广场", owner="物业", next_check_on=DAY
        ),
        by=world.committee,
    )
    made = MaintenanceTicket(
        settlement=world.here,
        asset=asset,
        fault="不亮",
        reported_on=DAY,
        due_on=DAY,
        repairer="电工班",
        **values,
    )
    return tickets.save_ticket(made, by=world.committee)


def hazard(world, **values):
    made = SafetyHazard(
        settlement=world.here, category="fire", level="major", place="3栋", situation="堵塞", found_by="grid", found_on=DAY,
        due_on=DAY, responsible="物业", **values,
    )  # fmt: skip
    return save_record(made, by=world.committee)


def warning(world, **values):
    rule = save_record(
        WarningRule(
            settlement=world.here,
            name="通知",
            watches="weather",
            level="red",
            basis="气象通知",
            valid_from=date(2018, 1, 1),
        ),
        by=world.committee,
    )
    made = EarlyWarning(
        settlement=world.here, rule=rule, about="environment", place="后山边坡", level="red", why="暴雨", issued_on=DAY, ack_due_on=DAY,
        close_due_on=DAY, action="转移路口车辆", **values,
    )  # fmt: skip
    return warnings.save_warning(made, by=world.committee)


def patrol(world, **values):
    base = {"settlement": world.here}
    team = save_record(
        PatrolTeam(**base, name="队", kind="staff", members=3, leader="张", set_up_on=DAY), by=world.committee
    )
    route = save_record(
        PatrolRoute(**base, team=team, name="东线", slot="night", points=4, times_a_week=7, valid_from=DAY),
        by=world.committee,
    )
    made = PatrolRecord(
        **base, route=route, planned_on=DAY, started_at="20:00", ended_at="20:40", points_checked=4, **values
    )
    return save_record(made, by=world.committee)


TABLES = [(TICKET, ticket, tickets.STEPS), (HAZARD, hazard, hazards.STEPS), (WARNING, warning, warnings.STEPS),
          (PATROL, patrol, patrols.STEPS)]  # fmt: skip
CELLS = [
    (table, make, steps, state, event)
    for table, make, steps in TABLES
    for state in table.states
    for event in steps
]


@pytest.mark.parametrize(
    ("table", "make", "steps", "state", "event"), CELLS, ids=[f"{c[0].name}-{c[3]}-{c[4]}" for c in CELLS]
)
def test_each_event_is_legal_only_where_the_table_says(world, table, make, steps, state, event):
    record = make(world)
    type(record)._base_manager.filter(pk=record.pk).update(state=state)
    record.refresh_from_db()
    legal = next((t for t in table.transitions if t.event == event and state in t.sources), None)
    if legal is None:
        with pytest.raises(ValidationError, match="可以办理"):
            steps[event](record, by=world.secretary, reason="说明")
        return
    steps[event](record, by=world.secretary, reason="说明")
    record.refresh_from_db()
    assert record.state == legal.target


def test_the_author_does_not_close_the_own_ticket_or_hazard(world):
    made = ticket(world)
    for step in (tickets.assign_repair, tickets.report_fixed):
        step(made, by=world.committee)
    with pytest.raises(PermissionDenied, match="另一位同事"):
        tickets.check_repair(made, by=world.committee)
    found = hazard(world)
    hazards.report_rectified(found, by=world.committee)
    with pytest.raises(PermissionDenied):
        hazards.close_hazard(found, by=world.committee)


def test_a_ticket_moves_the_condition_of_the_thing(world):
    made = ticket(world)
    seen = [made.asset.condition]
    for step, who in ((tickets.assign_repair, world.committee), (tickets.report_fixed, world.committee), (tickets.check_repair, world.secretary)):  # fmt: skip
        step(made, by=who)
        made.asset.refresh_from_db()
        seen.append(made.asset.condition)
    assert seen == ["faulty", "repairing", "repairing", "in_order"]
    with pytest.raises(ValidationError, match="没办结"):
        again = MaintenanceTicket(
            settlement=world.here, asset=made.asset, fault="又坏", reported_on=DAY, due_on=DAY
        )
        tickets.save_ticket(again, by=world.committee)
        tickets.save_ticket(
            MaintenanceTicket(
                settlement=world.here, asset=made.asset, fault="再坏", reported_on=DAY, due_on=DAY
            ),
            by=world.committee,
        )


def test_a_hazard_that_comes_back_loses_its_closing_day(world):
    found = hazard(world)
    hazards.report_rectified(found, by=world.committee)
    hazards.close_hazard(found, by=world.secretary)
    assert found.closed_on
    hazards.reopen_hazard(found, by=world.secretary, reason="又堆放杂物")
    found.refresh_from_db()
    assert (found.state, found.closed_on, found.rectified_on) == ("rectifying", None, None)


def test_strangers_take_no_step(world):
    with pytest.raises(PermissionDenied):
        warnings.acknowledge_warning(warning(world), by=world.stranger)
