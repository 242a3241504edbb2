"""Findings: points go with the notice and return only at the re-check by another person; ladder; bulletin."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from hehuo.assessment.deductions import give_back_points, take_points, taken_from
from hehuo.assessment.scoring import scorecard
from hehuo.notices.queries import waiting_for
from hehuo.programme.models import Bulletin, Finding, Inspection
from hehuo.programme.supervision import ladder
from hehuo.programme.supervision.bulletins import steps as bulletins
from hehuo.programme.supervision.findings import steps
from hehuo.programme.supervision.inspections import steps as inspections
from hehuo.programme.supervision.tests.cast import START, WORDS

pytestmark = pytest.mark.db_portable
CODE = "12.1"


def inspect(cast, kind="unannounced", **more) -> Finding:
    """An inspection with one confirmed problem."""
    people = [(cast.first, WORDS), (cast.second, WORDS)]
    made = inspections.plan_inspection(
        cast.world.here,
        kind,
        cast.clock,
        "就业台账",
        people,
        edition=cast.edition,
        by=cast.office,
        at=cast.later(),
    )
    inspections.begin_inspection(made, by=cast.first, at=cast.later())
    inspections.record_facts(
        made,
        by=cast.first,
        facts="现场核对",
        identity_shown_at=time(15),
        no_covert_filming=True,
        at=cast.later(),
    )
    finding = inspections.add_finding(made, cast.facts(**more), by=cast.first, at=cast.later())
    inspections.confirm_problems(made, by=cast.second, at=cast.later())
    finding.refresh_from_db()
    return finding


def to_reported(cast, finding) -> None:
    steps.issue_notice(finding, by=cast.office, at=cast.later())
    steps.receive_notice(finding, by=cast.county, at=cast.later(1))
    steps.submit_plan(
        finding, by=cast.county, person="张某", measures="逐户核对", until=cast.clock, at=cast.later()
    )
    steps.accept_plan(finding, by=cast.office, at=cast.later())
    steps.start_rectifying(finding, by=cast.county, at=cast.later(1))
    steps.report_done(finding, by=cast.county, reason="已核对更正", at=cast.later(1))


def held(cast, on=None) -> Decimal:
    place = cast.world.here
    return taken_from([place.pk], cast.edition, on or cast.clock).get(place.pk, {}).get(CODE, Decimal(0))


def test_points_go_with_the_notice_and_return_only_at_the_re_check(cast):
    finding = inspect(cast)
    assert held(cast) == 0
    to_reported(cast, finding)
    assert held(cast) == Decimal("0.50")
    with pytest.raises(PermissionDenied, match="由您记录"):
        steps.start_verifying(finding, by=cast.first, at=cast.later(1))
    with pytest.raises(PermissionDenied, match="整改通知由您发出"):
        steps.start_verifying(finding, by=cast.office, at=cast.later())
    steps.start_verifying(finding, by=cast.third, at=cast.later())
    steps.reopen_finding(finding, by=cast.third, reason="仍有两条不符", at=cast.later())
    assert held(cast) == Decimal("0.50")
    steps.submit_plan(
        finding, by=cast.county, person="张某", measures="再核对", until=cast.clock, at=cast.later()
    )
    steps.accept_plan(finding, by=cast.office, at=cast.later())
    steps.start_rectifying(finding, by=cast.county, at=cast.later())
    steps.report_done(finding, by=cast.county, reason="已更正", at=cast.later())
    steps.start_verifying(finding, by=cast.third, at=cast.later())
    before = cast.clock
    steps.close_finding(
        finding, by=cast.third, reason="现场抽看十户都相符", method="on_site", at=cast.later(1)
    )
    assert finding.state == "verified_closed"
    assert (held(cast, before), held(cast)) == (Decimal("0.50"), 0)


def test_a_deduction_lowers_the_scorecard_never_below_zero_and_both_times_count(cast, monkeypatch):
    place, today = cast.world.here, timezone.localdate()
    before = timezone.now()
    source = cast.world.here
    with pytest.raises(ValidationError, match="满分"):
        take_points(place, cast.edition, CODE, Decimal(99), source=source, reason="试", by=cast.office)
    computed = {c.code: c for c in scorecard(place, cast.edition, today).criteria()}
    taken = take_points(
        place, cast.edition, CODE, Decimal("0.50"), source=source, reason="试", by=cast.office
    )
    now = {c.code: c for c in scorecard(place, cast.edition, today).criteria()}[CODE]
    assert now.deducted == min(computed[CODE].points, Decimal("0.50"))
    assert now.points == computed[CODE].points - now.deducted >= 0
    known_then = taken_from([place.pk], cast.edition, today, before)
    assert known_then == {}
    with pytest.raises(PermissionDenied):
        give_back_points(source, by=cast.office, reason="自己恢复")
    give_back_points(source, by=cast.third, reason="复查属实")
    assert taken_from([place.pk], cast.edition, today) == {}
    assert taken_from([place.pk], cast.edition, today, taken.recorded_at)[place.pk][CODE] == Decimal("0.50")


def test_residents_confirm_where_they_are_concerned(cast):
    finding = inspect(cast, residents_concerned=True)
    to_reported(cast, finding)
    steps.start_verifying(finding, by=cast.third, at=cast.later())
    with pytest.raises(ValidationError, match="群众确认后再销号"):
        steps.close_finding(finding, by=cast.third, reason="看过", method="on_site", at=cast.later())
    steps.close_finding(
        finding, by=cast.third, reason="看过", method="on_site", residents_confirm=True, at=cast.later()
    )
    assert finding.residents_confirm


def test_an_appeal_that_is_right_gives_the_points_back(cast):
    finding = inspect(cast)
    steps.issue_notice(finding, by=cast.office, at=cast.later())
    steps.withdraw_finding(finding, by=cast.leader, reason="单位申辩成立", at=cast.later(1))
    assert held(cast) == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"criterion": "99.9"}, "请选择问题对应的子项"),
        ({"points": Decimal(50)}, "扣分应大于 0"),
        ({"fact": ""}, "请填写问题事实"),
        ({"fact": "住户电话 100 0000 1234"}, "电话号码"),
        ({"urgency": "long_term"}, "长期整改请填写"),
    ],
)
def test_a_problem_that_cannot_stand_says_why(cast, change, said):
    with pytest.raises(ValidationError, match=said):
        inspect(cast, **change)


def test_unannounced_visits_keep_their_rules(cast):
    people = [(cast.first, WORDS), (cast.second, WORDS)]
    made = inspections.plan_inspection(
        cast.world.here,
        "unannounced",
        START,
        "消防",
        people,
        edition=cast.edition,
        by=cast.office,
        at=cast.later(),
    )
    inspections.begin_inspection(made, by=cast.first, at=cast.later())
    rules = (
        ({"no_covert_filming": True}, "亮明身份"),
        ({"identity_shown_at": time(9), "homes_entered": 2, "no_covert_filming": True}, "住户同意"),
        ({"identity_shown_at": time(9)}, "没有偷拍"),
    )
    for given, said in rules:
        with pytest.raises(ValidationError, match=said):
            inspections.record_facts(made, by=cast.first, facts="现场情况", at=cast.later(), **given)
    inspections.record_facts(
        made,
        by=cast.first,
        facts="现场情况",
        identity_shown_at=time(9),
        no_covert_filming=True,
        at=cast.later(),
    )
    with pytest.raises(PermissionDenied, match="另一位成员"):
        inspections.confirm_clean(made, by=cast.first, at=cast.later())
    inspections.confirm_clean(made, by=cast.second, at=cast.later())
    assert made not in Inspection.objects.visible_to(cast.county)


def test_announced_visits_are_seen_by_the_unit_and_strangers_see_nothing(cast):
    finding = inspect(cast, kind="open_visit")
    assert finding.inspection in Inspection.objects.visible_to(cast.county)
    assert finding not in Finding.objects.visible_to(cast.county)
    steps.issue_notice(finding, by=cast.office, at=cast.later())
    assert finding in Finding.objects.visible_to(cast.county)
    for outsider in (cast.stranger, cast.world.stranger, cast.world.nobody, cast.world.grid_worker):
        assert finding not in Finding.objects.visible_to(outsider)
        assert not Inspection.objects.visible_to(outsider).exists()


def test_the_ladder_goes_up_one_rung_after_another(cast):
    finding = inspect(cast, urgency="immediate")
    steps.issue_notice(finding, by=cast.office, at=cast.later())
    with pytest.raises(ValidationError, match="还没有逾期"):
        ladder.remind(finding, by=cast.office, at=cast.later(2))
    ladder.remind(finding, by=cast.office, at=cast.later(1))
    with pytest.raises(ValidationError, match="逾期满 10 天才约谈，现在逾期 1 天"):
        ladder.talk(finding, by=cast.office, reason="约谈负责人", at=cast.later())
    with pytest.raises(ValidationError, match="请先约谈"):
        ladder.propose_bulletin(finding, by=cast.office, reason="拖延", at=cast.later())
    ladder.talk(finding, by=cast.office, reason="约谈负责人", at=cast.later(9))
    ladder.propose_bulletin(finding, by=cast.office, reason="拖延", at=cast.later())
    assert finding.bulletin_proposed_on == cast.clock
    ladder.extend(finding, by=cast.leader, reason="雨季", due_on=date(2026, 4, 30), at=cast.later())
    assert (finding.reminded_on, finding.talked_on, finding.bulletin_proposed_on) == (None, None, None)
    with pytest.raises(ValidationError, match="延期只有一次"):
        ladder.extend(finding, by=cast.leader, reason="再延", due_on=date(2026, 5, 29), at=cast.later())


def test_a_bulletin_lists_it_is_checked_signed_numbered_read_and_corrected(cast):
    finding = inspect(cast)
    steps.issue_notice(finding, by=cast.office, at=cast.later())
    made = bulletins.draft_bulletin(
        "督查情况通报", "situation", (START, cast.clock), by=cast.office, findings=[finding], at=cast.later()
    )
    assert "就业台账与现场不符" in made.body
    assert [u.unit for u in made.units.all()] == [cast.county_unit]
    bulletins.send_facts(made, by=cast.office, at=cast.later())
    with pytest.raises(ValidationError, match="等待核实"):
        bulletins.close_facts(made, by=cast.office, at=cast.later())
    bulletins.reply_facts(made, by=cast.county, reason="属实", at=cast.later())
    bulletins.close_facts(made, by=cast.office, at=cast.later())
    with pytest.raises(PermissionDenied, match="另一位同事审查"):
        bulletins.check_privacy(made, by=cast.office, at=cast.later())
    bulletins.check_privacy(made, by=cast.office2, at=cast.later())
    bulletins.sign_bulletin(made, by=cast.leader, at=cast.later())
    bulletins.number_bulletin(made, by=cast.office, at=cast.later())
    assert made.doc_no == "六盘水易扶指发〔2026〕1号"
    bulletins.issue_bulletin(made, by=cast.office, at=cast.later())
    with pytest.raises(ValidationError, match="没有签阅：甲县指挥部"):
        bulletins.all_read(made, by=cast.office, at=cast.later())
    bulletins.read_bulletin(made, by=cast.county, at=cast.later())
    bulletins.all_read(made, by=cast.office, at=cast.later())
    correction = bulletins.withdraw_bulletin(made, by=cast.leader, reason="数字有误", at=cast.later())
    assert (made.state, correction.corrects, correction.state) == ("withdrawn", made, "drafted")
    assert made in Bulletin.objects.visible_to(cast.county)
    assert not Bulletin.objects.visible_to(cast.stranger).exists()


def test_private_data_blocks_a_bulletin(cast):
    made = bulletins.draft_bulletin(
        "情况通报", "situation", (START, START), by=cast.office, units=[cast.county_unit], body="有3户未整改，电话 100 0000 1234。",
        at=cast.later(),
    )  # fmt: skip
    found = r"不足 5 的人数或户数（“有3户”）、电话号码（“，电话 100 \*"
    with pytest.raises(ValidationError, match=found):
        bulletins.send_facts(made, by=cast.office, at=cast.later())
    assert [t.title for t in waiting_for(cast.county) if "核实通报" in t.title] == [], (
        "nothing of it leaves the office"
    )
    words = made.body
    bulletins.revise_bulletin(
        made, by=cast.office, title="情况通报", body="个别住户未整改。", at=cast.later()
    )
    bulletins.send_facts(made, by=cast.office, at=cast.later())
    bulletins.reply_facts(made, by=cast.county, reason="属实", at=cast.later())
    bulletins.close_facts(made, by=cast.office, at=cast.later())
    type(made).objects.filter(pk=made.pk).update(body=words)
    with pytest.raises(ValidationError, match=found):
        bulletins.check_privacy(made, by=cast.office2, at=cast.later())
    bulletins.revise_bulletin(made, by=cast.office, title="情况通报", body="已整改。", at=cast.later())
    assert (made.state, made.facts_sent_on) == ("drafted", None)
