"""State tables of facilities, repairs, start-ups, publications and volunteers: every state × every event, and what steps do."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from hehuo.kit.testing.world import build_world
from hehuo.org.workdays import WorkCalendar
from hehuo.records.writing import save_record
from hehuo.services.facilities import services as facilities
from hehuo.services.facilities.lifecycle import INSPECTION
from hehuo.services.models import (
    Facility,
    FacilityInspection,
    InfoPublication,
    RepairTicket,
    StartupApplication,
    StartupPolicy,
    VolunteerActivity,
)
from hehuo.services.publications import services as publications
from hehuo.services.publications.lifecycle import PUBLICATION
from hehuo.services.repairs import services as repairs
from hehuo.services.repairs.deadlines import LONGEST_PAUSE, limits_of, pause_of
from hehuo.services.repairs.lifecycle import REPAIR
from hehuo.services.startups import services as startups
from hehuo.services.startups.lifecycle import STARTUP
from hehuo.services.volunteers.lifecycle import ACTIVITY

DAY = date(2018, 11, 5)
"""A Monday."""
LEGAL = {
    "repair": {
        ("reported", "triage"): "triaged", ("triaged", "assign"): "assigned", ("assigned", "arrive"): "on_site",
        ("on_site", "pause"): "waiting", ("waiting", "resume"): "on_site", ("on_site", "fix"): "fixed", ("fixed", "confirm"): "closed",
        ("fixed", "reopen"): "assigned", ("closed", "reopen"): "assigned", ("closed", "rate"): "closed",
        ("triaged", "convert"): "converted", ("assigned", "convert"): "converted", ("on_site", "convert"): "converted",
        ("waiting", "convert"): "converted", ("fixed", "convert"): "converted", ("reported", "withdraw"): "withdrawn",
        ("triaged", "withdraw"): "withdrawn",
    },
    "inspection": {("planned", "inspect"): "done", ("planned", "call_off"): "cancelled"},
    "startup": {
        ("applied", "submit"): "reviewing", ("reviewing", "grant"): "granted", ("applied", "refuse"): "refused",
        ("reviewing", "refuse"): "refused", ("granted", "pay"): "paid", ("paid", "follow"): "paid",
        ("applied", "withdraw"): "withdrawn", ("reviewing", "withdraw"): "withdrawn",
    },
    "publication": {
        ("drafted", "publish"): "published", ("drafted", "block"): "blocked", ("blocked", "redraft"): "drafted",
        ("published", "withdraw"): "withdrawn",
    },
    "activity": {("planned", "hold"): "held", ("held", "confirm"): "held", ("planned", "call_off"): "cancelled"},
}  # fmt: skip
TABLES = {
    "repair": (REPAIR, RepairTicket), "inspection": (INSPECTION, FacilityInspection), "startup": (STARTUP, StartupApplication),
    "publication": (PUBLICATION, InfoPublication), "activity": (ACTIVITY, VolunteerActivity),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.django_db
def test_every_state_and_event_is_legal_exactly_where_the_table_says(name):
    world, (lifecycle, model) = build_world(), TABLES[name]
    for state in lifecycle.states:
        for event in {t.event for t in lifecycle.transitions}:
            record = model(settlement=world.here, state=state, created_by=world.committee)
            wanted = LEGAL[name].get((state, event))
            if wanted is None:
                with pytest.raises(ValidationError):
                    lifecycle.apply(record, event, by=world.secretary, reason="原因")
            else:
                lifecycle.apply(record, event, by=world.secretary, reason="原因")
                assert record.state == wanted, (state, event)


@pytest.fixture
def world(db):
    return build_world()


def facility(world, **values):
    base = {
        "kind": "lighting",
        "name": "路灯1号",
        "place": "广场",
        "owner": "居委会",
        "operator": "物业",
        "opened_on": date(2018, 1, 1),
    }
    return save_record(Facility(settlement=world.here, **{**base, **values}), by=world.committee)


def report(world, lamp, **values):
    base = {
        "fault": "不亮",
        "effect": "stopped",
        "reported_by": "resident",
        "reported_on": DAY,
        "reported_time": time(9),
    }
    ticket = RepairTicket(settlement=world.here, facility=lamp, **{**base, **values})
    return repairs.save_ticket(ticket, by=world.committee)


def to_fixed(world, ticket, *, on=DAY, at=time(11)):
    repairs.arrive(ticket, by=world.grid_worker, on=on, at=time(10))
    return repairs.fix(ticket, by=world.grid_worker, on=on, at=at, work_done="换灯泡")


def test_a_lamp_that_was_not_mended_is_mended_again_and_its_history_tells(world):
    lamp = facility(world)
    ticket = report(world, lamp)
    lamp.refresh_from_db()
    assert (lamp.state, lamp.outages.count()) == ("stopped", 1)
    repairs.triage(ticket, by=world.committee, on=DAY, priority="p2")
    assert ticket.due_on == DAY + timedelta(3)
    repairs.assign(ticket, by=world.committee, on=DAY, repairer_kind="community", repairer="网格员")
    to_fixed(world, ticket)
    with pytest.raises(PermissionDenied):
        repairs.confirm(ticket, by=world.grid_worker, on=DAY, confirmed_by="grid")
    ticket.refresh_from_db()
    repairs.confirm(ticket, by=world.committee, on=DAY, confirmed_by="reporter")
    lamp.refresh_from_db()
    assert (lamp.state, lamp.outages.first().valid_to) == ("normal", DAY)
    repairs.reopen(ticket, by=world.committee, on=DAY + timedelta(1), reason="没修好")
    lamp.refresh_from_db()
    assert (ticket.state, ticket.reopened, lamp.state, lamp.outages.count()) == ("assigned", 1, "stopped", 2)
    to_fixed(world, ticket, on=DAY + timedelta(4))
    assert ticket.late
    repairs.confirm(ticket, by=world.committee, on=DAY + timedelta(4), confirmed_by="reporter")
    repairs.rate(ticket, by=world.committee, on=DAY + timedelta(4), rating="4")
    lamp.refresh_from_db()
    assert (ticket.state, ticket.rating, lamp.state) == ("closed", 4, "normal")
    repairs.reopen(ticket, by=world.committee, on=DAY + timedelta(5), reason="又坏了")
    to_fixed(world, ticket, on=DAY + timedelta(5))
    with pytest.raises(ValidationError, match="转为工程"):
        repairs.reopen(ticket, by=world.committee, on=DAY + timedelta(6), reason="还不亮")


def test_the_warranty_decides_who_mends(world):
    lamp = facility(world, warranty_by="承建单位", warranty_to=date(2020, 1, 1))
    ticket = repairs.triage(report(world, lamp), by=world.committee, on=DAY, priority="p3")
    with pytest.raises(ValidationError, match="质保"):
        repairs.assign(ticket, by=world.committee, on=DAY, repairer_kind="operator")
    repairs.assign(ticket, by=world.committee, on=DAY, repairer_kind="warranty")
    assert (ticket.repairer, ticket.state) == ("承建单位", "assigned")
    other = repairs.triage(
        report(world, facility(world, name="2号")), by=world.committee, on=DAY, priority="p3"
    )
    with pytest.raises(ValidationError, match="已过质保期"):
        repairs.assign(other, by=world.committee, on=DAY, repairer_kind="warranty")


def test_a_pause_moves_the_limit_by_fifteen_days_at_most(world):
    ticket = repairs.triage(report(world, facility(world)), by=world.committee, on=DAY, priority="p2")
    repairs.assign(ticket, by=world.committee, on=DAY, repairer_kind="community")
    repairs.arrive(ticket, by=world.committee, on=DAY, at=time(10))
    due = ticket.fix_due
    repairs.pause(ticket, by=world.committee, on=DAY, at=time(10), pause_reason="parts")
    repairs.resume(ticket, by=world.committee, on=DAY + timedelta(40), at=time(10))
    assert ticket.fix_due - due == LONGEST_PAUSE
    repairs.pause(ticket, by=world.committee, on=DAY + timedelta(41), at=time(10), pause_reason="parts")
    repairs.resume(ticket, by=world.committee, on=DAY + timedelta(45), at=time(10))
    assert ticket.fix_due - due == LONGEST_PAUSE


def test_a_device_is_heard_once_in_half_an_hour_and_the_same_fault_once(world):
    lamp = facility(world)
    told = {"by": world.committee, "on": DAY, "reported_by": "device"}
    first = repairs.report_fault(lamp, "离线", at=time(9), **told)
    assert repairs.report_fault(lamp, "离线", at=time(14), **told) == first
    with pytest.raises(ValidationError, match="同一故障"):
        report(world, lamp, fault="离线")
    repairs.withdraw(first, by=world.committee, reason="误报")
    assert repairs.report_fault(lamp, "离线", at=time(9, 29), **told) == first
    assert repairs.report_fault(lamp, "离线", at=time(9, 30), **told) != first


def test_inspections_follow_the_cycle_and_a_problem_becomes_a_ticket(world):
    facility(world, check_cycle_days=15)
    facility(world, name="已拆", closed_on=date(2018, 11, 1))
    made = facilities.plan_inspections(world.here, 2018, 11, by=world.committee)
    assert [row.planned_on.day for row in made] == [1, 16]
    assert facilities.plan_inspections(world.here, 2018, 11, by=world.committee) == []
    with pytest.raises(PermissionDenied):
        facilities.plan_inspections(world.here, 2018, 12, by=world.stranger)
    with pytest.raises(ValidationError, match="写明"):
        facilities.record_inspection(made[0], by=world.committee, on=DAY, result="problem")
    done = facilities.record_inspection(
        made[0], by=world.committee, on=DAY, result="problem", finding="灯罩松动"
    )
    assert (done.state, done.ticket.fault, done.ticket.reported_by) == ("done", "灯罩松动", "inspection")


def test_support_is_granted_by_another_person_and_never_beyond_what_was_asked(world):
    base = {
        "name": "基金",
        "kind": "fund",
        "issuer": "办",
        "document_no": "1",
        "how_to": "窗口",
        "valid_from": date(2018, 1, 1),
    }
    policy = save_record(
        StartupPolicy(settlement=world.here, for_relocated=True, most_fen=500_000, **base), by=world.committee
    )
    told = {"policy": policy, "applicant_name": "张小明", "project": "豆腐坊", "applied_on": DAY}
    row = StartupApplication(settlement=world.here, applicant_group="relocated", asked_fen=500_001, **told)
    with pytest.raises(ValidationError, match="最高额度"):
        startups.save_application(row, by=world.secretary)
    row.asked_fen, row.applicant_group = 500_000, "student"
    with pytest.raises(ValidationError, match="不面向"):
        startups.save_application(row, by=world.secretary)
    row.applicant_group = "relocated"
    startups.save_application(row, by=world.secretary)
    startups.submit(row, by=world.secretary)
    with pytest.raises(PermissionDenied, match="另一位"):
        startups.grant(row, by=world.secretary, on=DAY, granted_fen=400_000)


def test_a_publication_with_a_number_of_a_person_is_not_published(world):
    draft = InfoPublication(
        settlement=world.here, topic="notice", title="通知", text="联系 13985800000", on_board=True
    )
    publications.save_publication(draft, by=world.committee)
    with pytest.raises(ValidationError, match="个人号码"):
        publications.publish(draft, by=world.secretary, on=timezone.localdate(), personal_check="clean")
    draft.text = "请到窗口办理"
    publications.save_publication(draft, by=world.committee)
    publications.publish(draft, by=world.secretary, on=timezone.localdate(), personal_check="clean")
    assert (draft.state, draft.expires_on) == ("published", timezone.localdate() + timedelta(90))
    with pytest.raises(ValidationError, match="不能改动"):
        publications.save_publication(draft, by=world.committee)


MOMENTS = st.builds(repairs.moment, st.dates(date(2018, 1, 1), date(2020, 12, 31)), st.times())


@settings(max_examples=40, deadline=None)
@given(MOMENTS, st.sampled_from(["p1", "p2", "p3", "p4"]))
def test_limits_lie_after_the_report_and_being_there_comes_first(moment, priority):
    limits = limits_of(priority, moment, WorkCalendar({}), timezone.localtime(moment).date())
    assert moment - timedelta(minutes=1) <= limits.on_site <= limits.fixed


@settings(max_examples=40, deadline=None)
@given(MOMENTS, st.lists(st.integers(0, 60 * 24 * 20), max_size=5))
def test_pauses_never_stop_the_clock_for_more_than_fifteen_days(moment, minutes):
    used = timedelta(0)
    for count in minutes:
        used += pause_of(moment, moment + timedelta(minutes=count), used)
        assert timedelta(0) <= used <= LONGEST_PAUSE
