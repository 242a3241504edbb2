"""Responsibility: matrix with successors, split, plan's dates, deadlines, dispute, progress that nobody types."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from hehuo.assessment.scoring import city_scorecards
from hehuo.notices.queries import waiting_for
from hehuo.org.models import OrgUnit, Settlement
from hehuo.programme.models import ResponsibilityTask
from hehuo.programme.supervision.deadlines import check_deadline
from hehuo.programme.supervision.tasks import steps
from hehuo.programme.supervision.tasks.matrix import item_units, matrix
from hehuo.programme.supervision.tasks.progress import progress_of
from hehuo.programme.supervision.tasks.steps.submit_task import own_page
from hehuo.programme.supervision.tests.cast import START

pytestmark = pytest.mark.db_portable
DUE = date(2026, 3, 31)


@pytest.fixture
def facts(cast):
    """Units as printed, with successors."""
    later = OrgUnit.objects.create(
        code="city-nongye", name="市农业农村局", level="city", valid_from=date(2019, 3, 1)
    )
    OrgUnit.objects.create(
        code="city-nongwei", name="市农委", level="city", valid_to=date(2019, 3, 1), successor=later
    )
    for code, name in (("city-zgh", "市总工会"), ("city-wenming", "市文明办"), ("city-minzheng", "市民政局")):
        OrgUnit.objects.create(code=code, name=name, level="city")
    return cast


def make(cast, **more):
    values = {"by": cast.office, "source": "meeting", "at": cast.later()}
    return steps.create_task("开展就业核查", "核查报告", cast.bureau_unit, DUE, **{**values, **more})


def test_the_matrix_is_the_printed_column_with_successors(facts):
    lines = {line.printed: line for line in matrix(facts.edition, date(2026, 3, 2))}
    assert len(lines) == 27
    assert lines["市人力资源社会保障局"].parts == {
        9: "support",
        11: "support",
        12: "lead",
        15: "support",
        16: "support",
    }
    assert lines["市农委"].unit.name == "市农业农村局"
    assert {line.printed: line for line in matrix(facts.edition, date(2018, 6, 1))}[
        "市农委"
    ].unit.name == "市农委"
    twelfth = item_units(facts.edition, START)[12]
    assert (twelfth.lead, [u.name for u in twelfth.supports]) == (facts.bureau_unit, ["市总工会"])


def test_splitting_makes_one_task_an_item_once(facts):
    made = steps.split_items(facts.edition, DUE, by=facts.office, items=[4, 12], at=facts.later())
    assert {(t.item_no, t.lead.name) for t in made} == {(4, "市文明办"), (12, "市人力资源社会保障局")}
    assert all(t.state == "assigned" for t in made)
    with pytest.raises(ValidationError, match="今年都已分解"):
        steps.split_items(facts.edition, DUE, by=facts.office, items=[12], at=facts.later())
    assert any("请签收责任任务" in line.title for line in waiting_for(facts.bureau))


def test_the_dates_of_the_plan_are_tasks_of_the_launching_units(facts):
    made = steps.list_plan_dates(facts.edition, by=facts.office, at=facts.later())
    due = {(t.lead.code, t.title.partition("（")[0]): t.due_on for t in made}
    assert due["jia-hq", "制定方案并启动"] == date(2018, 5, 31)
    assert due["yi-hq", "完成示范点并申报验收"] == date(2018, 11, 30)
    assert all(t.printed in str(facts.edition.data["calendar"]) for t in made)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 3, 1), "时限应晚于2026年3月2日"),
        (date(2026, 3, 3), "只有 1 个工作日，至少要留 2 个工作日。最早可填2026年3月4日"),
        (date(2026, 3, 28), "2026年3月28日不是工作日，请改为2026年3月30日"),
        (date(2036, 3, 3), "超过三年"),
    ],
)
def test_an_impossible_deadline_says_what_to_enter(day, said):
    with pytest.raises(ValidationError, match=said):
        check_deadline(day, start=START, least=2, calendar=_calendar())


def _calendar():
    from hehuo.org.workdays import WorkCalendar

    return WorkCalendar({})


def test_the_whole_way_of_a_task(cast):
    task = make(cast)
    with pytest.raises(PermissionDenied):
        steps.assign_task(task, by=cast.county, at=cast.later())
    steps.assign_task(task, by=cast.office, at=cast.later())
    with pytest.raises(PermissionDenied):
        steps.accept_task(task, by=cast.county, at=cast.later())
    steps.dispute_task(task, by=cast.bureau, reason="应由县里牵头", at=cast.later(1))
    with pytest.raises(ValidationError, match="与原来相同"):
        steps.decide_dispute(task, by=cast.leader, reason="维持", lead=cast.bureau_unit, at=cast.later())
    steps.decide_dispute(task, by=cast.leader, reason="由县里牵头", lead=cast.county_unit, at=cast.later())
    assert (task.lead, list(task.supports.all())) == (cast.county_unit, [cast.bureau_unit])
    steps.accept_task(task, by=cast.county, at=cast.later(1))
    with pytest.raises(ValidationError, match="责任人"):
        steps.start_task(task, by=cast.county, owner=" ", at=cast.later())
    steps.start_task(task, by=cast.county, owner="副县长张某", at=cast.later())
    steps.submit_task(task, by=cast.county, reason="已完成", at=cast.later(1))
    steps.return_task(task, by=cast.office, reason="缺核查清单", at=cast.later())
    steps.submit_task(task, by=cast.county, reason="已补清单", at=cast.later())
    steps.review_task(task, by=cast.office, at=cast.later())
    steps.close_task(task, by=cast.office, at=cast.later())
    assert task.state == "closed"
    with pytest.raises(ValidationError, match=r"现在是“已办结”.*可以办理：无"):
        steps.cancel_task(task, by=cast.office, reason="试", at=cast.later())


def test_progress_is_the_score_of_the_items_settlements(cast):
    task = make(cast, edition=cast.edition, item_no=12)
    mine = make(cast, edition=cast.edition, item_no=12, settlement=cast.world.here)
    seen = progress_of([task, mine], START)
    cards = city_scorecards(list(Settlement.objects.all()), cast.edition, START)
    items = [next(i for i in card.items() if i.no == 12) for card in cards.values()]
    points, full = sum(i.points for i in items), sum(i.max for i in items)
    assert seen[task.pk].percent == int(points * 100 / full)
    assert "2 个安置点" in seen[task.pk].words
    assert "1 个安置点" in seen[mine.pk].words
    assert isinstance(points, Decimal)
    assert not any(f.name in ("progress", "percent") for f in ResponsibilityTask._meta.fields)


def test_a_unit_sees_its_tasks_and_nobody_elses(cast):
    task = make(cast, supports=[cast.county_unit])
    model = ResponsibilityTask
    assert not model.objects.visible_to(cast.bureau).exists()
    steps.assign_task(task, by=cast.office, at=cast.later())
    for member in (cast.bureau, cast.county, cast.office):
        assert task in model.objects.visible_to(member)
    for outsider in (cast.stranger, cast.first, cast.world.secretary, cast.world.nobody):
        assert task not in model.objects.visible_to(outsider)


def test_units_and_deadline_may_change_when_a_task_is_sent_out_with_a_reason(cast):
    task = make(cast, supports=[cast.other_unit])
    new = {"lead": cast.county_unit, "supports": [cast.bureau_unit], "due_on": date(2026, 4, 30)}
    with pytest.raises(ValidationError, match="请写明原因"):
        steps.assign_task(task, by=cast.office, at=cast.later(), **new)
    steps.assign_task(task, by=cast.office, reason="由县里牵头更合适", at=cast.later(), **new)
    assert (task.lead, list(task.supports.all()), task.due_on) == (
        cast.county_unit,
        [cast.bureau_unit],
        date(2026, 4, 30),
    )
    same = make(cast, supports=[cast.other_unit])
    told = {"lead": same.lead, "supports": [cast.other_unit], "due_on": same.due_on}
    steps.assign_task(same, by=cast.office, at=cast.later(), **told)
    assert same.steps.last().data == {}


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("", ""), ("/supervision/tasks/?q=1", "/supervision/tasks/?q=1"), ("http://testserver/funds/", "/funds/"),
        ("http://elsewhere.example/funds/", None), ("/no-such-page/", None), ("javascript:alert(1)", None),
    ],
)  # fmt: skip
def test_a_result_may_point_to_a_page_of_the_system_only(link, kept):
    if kept is None:
        with pytest.raises(ValidationError, match="地址栏复制"):
            own_page(link)
    else:
        assert own_page(link) == kept
