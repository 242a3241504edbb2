"""长期整改: stages with goals and dates, reported with proofs, late by their own dates, one definition of late everywhere."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from hehuo.desk.dashboards.overdue import overdue_for
from hehuo.evidence.models import Proof
from hehuo.notices.queries import waiting_for
from hehuo.programme.models import Finding, FindingStage
from hehuo.programme.supervision import ladder
from hehuo.programme.supervision.findings import steps
from hehuo.programme.supervision.findings.stages import stages_of
from hehuo.programme.supervision.ladder.asking import ask_for_rungs
from hehuo.programme.supervision.tests.test_findings import inspect
from hehuo.programme.supervision.tests.test_proofs import upload

pytestmark = pytest.mark.db_portable
END = date(2026, 8, 31)
STAGES = [("摸清底数", date(2026, 4, 15)), ("完成更正", date(2026, 6, 15)), ("建立制度", date(2026, 8, 14))]


def plan(cast, finding, stages=STAGES, until=END):
    return steps.submit_plan(
        finding,
        by=cast.county,
        person="张某",
        measures="分步整改",
        until=until,
        stages=stages,
        at=cast.later(),
    )


@pytest.fixture
def received(cast) -> Finding:
    """A long-term problem that the county has received."""
    finding = inspect(cast, urgency="long_term", due_on=END)
    steps.issue_notice(finding, by=cast.office, at=cast.later())
    steps.receive_notice(finding, by=cast.county, at=cast.later(1))
    return finding


@pytest.fixture
def rectifying(cast, received) -> Finding:
    """Its plan is accepted and the work has begun."""
    plan(cast, received)
    steps.accept_plan(received, by=cast.office, at=cast.later())
    steps.start_rectifying(received, by=cast.county, at=cast.later())
    return received


@pytest.fixture
def proof(cast, client, rectifying) -> Proof:
    """A photo beside the problem."""
    assert upload(client, cast.county, rectifying).status_code == 302
    return Proof.objects.get()


@pytest.mark.parametrize(
    ("stages", "words"),
    [
        ([], "要分 2 到 4 个阶段"),
        (STAGES[:1], "要分 2 到 4 个阶段"),
        ([("摸底", date(2026, 3, 1)), STAGES[1]], "阶段 1 的时限应晚于今天"),
        ([STAGES[1], STAGES[0]], "阶段 2 的时限应晚于上一阶段"),
        ([STAGES[0], (" ", END)], "请填写阶段 2 的目标"),
        ([STAGES[0], ("制度", END + timedelta(1))], "最后一个阶段的时限晚于计划完成日期"),
        ([STAGES[0], ("核对520202199001011234", END)], "阶段 2 的目标里有"),
    ],
)
def test_a_plan_of_stages_that_cannot_be_is_refused_in_words(cast, received, stages, words):
    with pytest.raises(ValidationError, match=words):
        plan(cast, received, stages)
    received.refresh_from_db()
    assert received.state == "received" and not FindingStage.objects.exists()


def test_only_what_takes_long_has_stages(cast):
    finding = inspect(cast)
    steps.issue_notice(finding, by=cast.office, at=cast.later())
    steps.receive_notice(finding, by=cast.county, at=cast.later())
    with pytest.raises(ValidationError, match="只有长期整改才分阶段"):
        plan(cast, finding, STAGES[:2], until=cast.clock)


def test_a_plan_sent_again_replaces_what_was_not_done(cast, received):
    plan(cast, received)
    steps.return_plan(received, by=cast.office, reason="时限太晚", at=cast.later())
    plan(cast, received, STAGES[:2])
    assert [stage.goal for stage in stages_of(received)] == ["摸清底数", "完成更正"]
    assert received.stages.filter(replaced_on__isnull=False).count() == 3


def test_each_stage_is_owed_asked_for_and_reported_with_proof(cast, rectifying, proof):
    assert rectifying.step_due_on == date(2026, 4, 15)
    assert asked(cast) == ["请完成第 1 阶段整改：摸清底数"]
    with pytest.raises(ValidationError, match="请先报告第 1 阶段完成"):
        steps.report_done(rectifying, by=cast.county, reason="都已完成", at=cast.later())
    with pytest.raises(ValidationError, match="请选择这一阶段的印证"):
        steps.report_stage(
            rectifying, by=cast.county, reason="已摸清", evidence=[proof.pk + 1], at=cast.later()
        )
    for number, (goal, due) in enumerate(STAGES, 1):
        assert rectifying.step_due_on == due
        assert asked(cast) == [f"请完成第 {number} 阶段整改：{goal}"]
        steps.report_stage(rectifying, by=cast.county, reason="已完成", evidence=[proof.pk], at=cast.later(1))
    assert rectifying.step_due_on == END and asked(cast)[0].startswith("各阶段都已完成，请报告完成")
    assert stages_of(rectifying).first().evidence == [{"proof": proof.pk, "title": str(proof)}]
    with pytest.raises(ValidationError, match="各阶段都已完成"):
        steps.report_stage(rectifying, by=cast.county, reason="再报", evidence=[proof.pk], at=cast.later())
    steps.report_done(rectifying, by=cast.county, reason="都已完成", at=cast.later())
    assert rectifying.state == "reported_done"


def asked(cast) -> list[str]:
    return [line.title for line in waiting_for(cast.county)]


def test_a_stage_that_is_late_climbs_the_ladder_and_counts_as_late(cast, client, rectifying, proof):
    day = date(2026, 4, 16)
    assert rectifying.due_on > day and rectifying.days_late(day) == 1
    assert Finding.objects.filter(Finding.late_on(day)).get() == rectifying
    assert not Finding.objects.filter(Finding.late_on(day - timedelta(1))).exists()
    assert ask_for_rungs(day) == 1
    cast.clock = day
    ladder.remind(rectifying, by=cast.office, at=cast.later())
    assert rectifying.reminded_on == day
    steps.report_stage(rectifying, by=cast.county, reason="已补上", evidence=[proof.pk], at=cast.later(1))
    assert rectifying.reminded_on is None and ask_for_rungs(cast.clock) == 0


def test_lists_lamps_and_dashboards_count_the_same(cast, client, rectifying):
    """Today every stage has passed, and the deadline has not."""
    Finding.objects.filter(pk=rectifying.pk).update(due_on=date(2999, 1, 1))
    client.force_login(cast.office)
    page = client.get(reverse("supervised-findings"), {"state": "over"})
    assert (page.context["over"], len(page.context["lines"])) == (1, 1)
    assert "本步时限" in page.content.decode()
    assert overdue_for(cast.office).sums["整改"].count == 1
    Finding.objects.filter(pk=rectifying.pk).update(step_due_on=date(2999, 1, 1))
    page = client.get(reverse("supervised-findings"), {"state": "over"})
    assert (page.context["over"], len(page.context["lines"]), overdue_for(cast.office).total) == (0, 0, 0)


def test_an_extension_moves_the_stages_too(cast, rectifying):
    ladder.extend(rectifying, by=cast.leader, due_on=date(2026, 9, 30), reason="汛期", at=cast.later())
    assert [stage.due_on for stage in stages_of(rectifying)] == [due + timedelta(30) for _, due in STAGES]
    assert rectifying.step_due_on == date(2026, 5, 15)


def test_the_forms_take_stages_and_keep_what_was_typed(cast, client, received):
    client.force_login(cast.county)
    address = reverse("supervised-findings-act", args=[received.pk, "submit_plan"])
    assert "阶段 1 目标" in client.get(address).content.decode()
    typed = {
        "person": "张某",
        "measures": "分步",
        "until": "2027-01-29",
        "goal_1": "摸底",
        "due_1": "2026-12-31",
        "goal_2": "更正",
    }
    half = client.post(address, typed | {"due_2": ""})
    assert half.status_code == 200 and "摸底" in half.content.decode()
    half = client.post(address, typed | {"due_2": "2027-01-15", "goal_3": "制度"})
    assert "请填写阶段 3 的时限" in half.content.decode()
    Finding.objects.filter(pk=received.pk).update(due_on=date(2027, 2, 26))
    assert client.post(address, typed | {"due_2": "2027-01-15"}).status_code == 302
    shown = client.get(reverse("supervised-findings-one", args=[received.pk])).content.decode()
    assert "完成 0/2 个阶段" in shown and "摸底" in shown


def test_a_stage_is_reported_on_its_page(cast, client, rectifying, proof):
    client.force_login(cast.county)
    address = reverse("supervised-findings-act", args=[rectifying.pk, "report_stage"])
    assert "请选择这一阶段的印证" in client.post(address, {"reason": "已摸清"}).content.decode()
    assert client.post(address, {"reason": "已摸清", "evidence": [proof.pk]}).status_code == 302
    shown = client.get(reverse("supervised-findings-one", args=[rectifying.pk])).content.decode()
    assert "完成 1/3 个阶段" in shown and "超期完成" in shown
