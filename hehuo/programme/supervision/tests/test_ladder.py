"""The ladder: what is late comes to the office by night, missed steps climb too, talks and extensions are told."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from hehuo.notices.queries import copied_to, waiting_for
from hehuo.programme.supervision import ladder
from hehuo.programme.supervision.findings import steps
from hehuo.programme.supervision.ladder.asking import ask_for_rungs
from hehuo.programme.supervision.tasks import steps as tasks
from hehuo.programme.supervision.tests.test_findings import inspect, to_reported
from hehuo.programme.supervision.tests.test_tasks import make
from hehuo.programme.supervision.tests.test_todo import titles

pytestmark = pytest.mark.db_portable


def rungs(user) -> list[str]:
    return [t.partition("：")[0] for t in titles(user) if "逾期" in t]


def test_a_missed_receipt_climbs_and_the_nightly_round_asks_the_office_once(cast):
    finding = inspect(cast)
    steps.issue_notice(finding, by=cast.office, at=cast.later())
    step, final = finding.step_due_on, finding.due_on
    assert (ask_for_rungs(step), step < final) == (0, True)
    night = step + timedelta(1)
    assert [ask_for_rungs(night), ask_for_rungs(night)] == [1, 1]
    assert rungs(cast.office) == ["请提醒，已逾期 1 天"]
    ladder.remind(finding, by=cast.office, at=cast.later((night - cast.clock).days))
    assert rungs(cast.office) == []
    assert any(t.startswith("已逾期 1 天，请尽快办理") for t in titles(cast.county))
    assert ask_for_rungs(step + timedelta(9)) == 0
    assert ask_for_rungs(step + timedelta(10)) == 1
    assert rungs(cast.office) == ["请约谈，已逾期 10 天"]
    steps.receive_notice(finding, by=cast.county, at=cast.later())
    assert (finding.reminded_on, rungs(cast.office)) == (None, [])
    assert ask_for_rungs(finding.step_due_on + timedelta(1)) == 1


def test_a_talk_keeps_when_where_and_with_whom_and_tells_the_unit(cast):
    finding = inspect(cast, urgency="immediate")
    steps.issue_notice(finding, by=cast.office, at=cast.later())
    ladder.remind(finding, by=cast.office, at=cast.later(4))
    cast.later(9)
    with pytest.raises(ValidationError, match="约谈日期应在提醒"):
        ladder.talk(finding, by=cast.office, reason="限三日内", held_on=date(2026, 3, 2), at=cast.later())
    held = cast.clock - timedelta(1)
    ladder.talk(
        finding,
        by=cast.office,
        reason="限三日内",
        held_on=held,
        place="市指挥部",
        attendees="副县长",
        at=cast.later(),
    )
    kept = finding.steps.last().data
    assert (kept["held_on"], kept["place"], kept["attendees"]) == (str(held), "市指挥部", "副县长")
    assert finding.talked_on == held
    assert any("已约谈，请按商定事项办理" in t for t in titles(cast.county))


def test_a_reopened_problem_has_a_new_deadline_and_climbs_from_the_bottom(cast):
    finding = inspect(cast, urgency="immediate")
    steps.issue_notice(finding, by=cast.office, at=cast.later())
    ladder.remind(finding, by=cast.office, at=cast.later(4))
    steps.receive_notice(finding, by=cast.county, at=cast.later())
    assert finding.reminded_on
    steps.submit_plan(
        finding, by=cast.county, person="张某", measures="核对", until=cast.clock, at=cast.later()
    )
    steps.accept_plan(finding, by=cast.office, at=cast.later())
    steps.start_rectifying(finding, by=cast.county, at=cast.later())
    steps.report_done(finding, by=cast.county, reason="已改", at=cast.later())
    steps.start_verifying(finding, by=cast.third, at=cast.later())
    with pytest.raises(ValidationError, match="时限应晚于"):
        steps.reopen_finding(finding, by=cast.third, reason="未改", due_on=cast.clock, at=cast.later())
    steps.reopen_finding(finding, by=cast.third, reason="未改", due_on=date(2026, 3, 31), at=cast.later())
    assert (finding.due_on, finding.reminded_on, finding.talked_on) == (date(2026, 3, 31), None, None)


def test_without_a_date_a_reopened_problem_gets_the_term_of_its_urgency(cast):
    finding = inspect(cast)
    to_reported(cast, finding)
    steps.start_verifying(finding, by=cast.third, at=cast.later())
    steps.reopen_finding(finding, by=cast.third, reason="未改", at=cast.later())
    assert finding.due_on == cast.clock + timedelta(30)


def test_a_unit_asks_for_time_and_the_leader_grants_or_refuses(cast):
    task = make(cast)
    tasks.assign_task(task, by=cast.office, at=cast.later())
    later = {"due_on": date(2026, 4, 30), "reason": "汛期"}
    with pytest.raises(PermissionDenied):
        ladder.ask_extension(task, by=cast.county, at=cast.later(), **later)
    with pytest.raises(ValidationError, match="晚于原来的时限"):
        ladder.ask_extension(task, by=cast.bureau, reason="汛期", due_on=task.due_on, at=cast.later())
    with pytest.raises(ValidationError, match="没有待审批的延期申请"):
        ladder.refuse_extension(task, by=cast.leader, reason="不必", at=cast.later())
    ladder.ask_extension(task, by=cast.bureau, at=cast.later(), **later)
    assert titles(cast.leader) == [f"请审批延期到2026年4月30日：{task}"]
    with pytest.raises(ValidationError, match="已经申请延期"):
        ladder.ask_extension(task, by=cast.bureau, at=cast.later(), **later)
    ladder.refuse_extension(task, by=cast.leader, reason="抓紧办", at=cast.later())
    assert titles(cast.leader) == []
    assert any("延期没有同意" in line.title for line in copied_to(cast.bureau))
    ladder.ask_extension(task, by=cast.bureau, at=cast.later(), **later)
    ladder.extend(task, by=cast.leader, at=cast.later(), **later)
    assert (task.due_on, titles(cast.leader)) == (date(2026, 4, 30), [])
    assert any("已同意延期到2026年4月30日" in line.title for line in copied_to(cast.bureau))
    assert all("延期" not in line.title for line in waiting_for(cast.bureau))
