"""Supervision of the demo city: tasks, spot checks, inspections, problems and bulletins, each in every state.

The plan's dates of 2018 are tasks of the five launching units; the present round counts back from today.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from hehuo.assessment.editions import current_edition
from hehuo.config.demo.rehearsals import write_rehearsal
from hehuo.config.demo.supervision_walk import (
    WORDS,
    City,
    climb,
    report_first_stage,
    walk_check,
    walk_finding,
)
from hehuo.org.models import OrgUnit, Settlement
from hehuo.org.workdays import WorkCalendar
from hehuo.programme import sampling
from hehuo.programme.models import Bulletin, Campaign, Finding, Inspection, ResponsibilityTask, SpotCheck
from hehuo.programme.supervision.bulletins import steps as bulletins
from hehuo.programme.supervision.inspections import steps as inspections
from hehuo.programme.supervision.spot_checks import steps as checks
from hehuo.programme.supervision.spot_checks.drawing import campaigns_to_check, stratum_of
from hehuo.programme.supervision.spot_checks.outlook import enough
from hehuo.programme.supervision.spot_checks.rules import OTHER, Rule
from hehuo.programme.supervision.tasks import steps as tasks

MEETING = ResponsibilityTask.Source.MEETING
PROBLEMS = (
    ("D07", "unannounced", 70, (13, "0.30", "两处路灯不亮，报修后超过规定时间未修复", "修复路灯，公布报修电话"), "verified_closed"),
    ("D05", "field_supervision", 60, (10, "0.30", "部分复垦地块没有验收资料", "补齐验收资料"), "verifying"),
    ("D06", "open_visit", 56, (12, "0.20", "就业服务窗口工作日上午无人值守", "排班值守，公布值班表"), "reopened"),
    ("D04", "field_supervision", 52, (11, "0.30", "培训签到表有代签情况，已核实并更正人数", "规范签到，重新核对"), "reported_done"),
    ("D08", "open_visit", 48, (6, "0.20", "停车位不足，消防通道常被占用", "清理通道，增设车位"), "rectifying"),
    ("D02", "unannounced", 44, (8, "0.20", "光荣榜超过半年没有更新", "按规定更新"), "plan_accepted"),
    ("D10", "open_visit", 40, (4, "0.20", "互助组活动记录与实际次数不符", "据实更正记录"), "plan_returned"),
    ("D11", "field_supervision", 36, (16, "0.20", "公交线路牌上的末班时间与实际不符", "更正线路牌"), "plan_submitted"),
    ("D12", "open_visit", 33, (1, "0.20", "居规民约上墙内容与表决文本不一致", "更换上墙内容"), "received"),
    ("D01", "unannounced", 50, (15, "0.20", "服务窗口未公示一次性告知内容", "公示告知单"), "rectification_notice_issued"),
    ("D03", "field_supervision", 26, (7, "0.20", "活动室开放时间与公示不一致", "按公示时间开放"), "withdrawn"),
    ("D09", "open_visit", 9, (13, "0.20", "一台电梯维保标签过期", "联系维保单位更新"), "problem_confirmed"),
    ("D06", "field_supervision", 3, (9, "0.20", "个别楼栋住户台账与实际不符", "逐户核对"), "recorded"),
)  # fmt: skip
"""Settlement, kind, days ago, (item, points, fact, requirement), state. D01's is overdue and climbs the ladder."""
LONG = "D08"
"""Its problem is put right in stages; the first is done, the second is late."""
CHECKS = (
    ("to_rectification", 12, (12, 12, 11, 10, 10, 5), "第三季度自评真实性抽查"),
    ("on_site", 4, (4, 4, 3, 0, 0, 0), "示范点和重点单位专项抽查"),
    ("to_bulletin", 0, (38, 37, 36, 34, 33, 26), "劳动力信息专项抽查"),
    ("to_discipline_clue", 0, (38, 37, 36, 35, 34, 25), "培训签到专项抽查"),
    ("final", 0, (38, 36, 35, 12, 11, 2), "就业台账专项抽查"),
    ("unit_reply", 0, (38, 30, 20, 6, 4, 0), "入住情况专项抽查"),
    ("draft_findings", 0, (38, 30, 20, 6, 4, 0), "公共设施专项抽查"),
    ("evidence_checked", 0, (38, 30, 20, 3, 0, 0), "便民服务专项抽查"),
    ("assigned", 0, (38, 4, 0, 0, 0, 0), "邻里互助专项抽查"),
    ("sampled", 0, (38, 0, 0, 0, 0, 0), "文体活动专项抽查"),
)
"""State, whether at its own day (else the early day), days ago of each stage, title. A day of 0 is not reached."""


LEAST_PLACES = 12
"""Its stories are about the whole demo city; a part of it is not supervised."""


def build_supervision(seed: int, today: date) -> int:
    """Walk everything; returns how many subjects there are. Campaigns must be there."""
    city = City(seed, today)
    places = {s.code: s for s in Settlement.objects.select_related("county", "area")}
    if len(places) < LEAST_PLACES:
        return 0
    _plan_dates(city)
    _meeting_tasks(city)
    found = _problems(city, places)
    _other_inspections(city, places)
    _checks(city)
    _bulletins(city, found)
    for model in (SpotCheck, ResponsibilityTask, Finding, Inspection, Bulletin):
        model._base_manager.update(demo=True)
    subjects = sum(
        m._base_manager.count() for m in (SpotCheck, ResponsibilityTask, Finding, Inspection, Bulletin)
    )
    return subjects + write_rehearsal(today)


def workday(day: date) -> date:
    """The day itself or the next working day."""
    calendar = WorkCalendar()
    while not calendar.is_workday(day):
        day += timedelta(days=1)
    return day


def _finish(city: City, task: ResponsibilityTask, start: date, sent: date, words: str) -> None:
    person = city.answering(task.lead)
    city.take(start, tasks.accept_task, task, by=person)
    city.take(start, tasks.start_task, task, by=person, owner="指挥部办公室主任", hour=11)
    city.take(sent, tasks.submit_task, task, by=person, reason=words)
    city.take(sent + timedelta(days=1), tasks.review_task, task, by="bangong2")
    city.take(sent + timedelta(days=1), tasks.close_task, task, by="bangong2", hour=11)


def _plan_dates(city: City) -> None:
    """Plan and launch by 2018-05-31, pilots by 2018-11-30, the city's spot check by 2018-12-31."""
    made = city.take(
        date(2018, 5, 28),
        tasks.list_plan_dates,
        city.first,
        by="bangong",
        codes=("M1", "M2", "M3"),
        demo=True,
    )
    for task in made:
        code = task.key.split(":")[2]
        sent = {"M1": date(2018, 5, 31), "M2": date(2018, 11, 29), "M3": date(2018, 12, 28)}[code]
        _finish(city, task, date(2018, 5, 29), sent, f"{task.deliverable}，按期完成")


def _meeting_tasks(city: City) -> None:
    """The standard split for this year, and tasks of a meeting in every state."""
    due = workday(city.today + timedelta(days=45))
    split = city.take(city.ago(20), tasks.split_items, current_edition(), due, by="bangong", demo=True)
    for task in split[:6]:
        city.take(city.ago(19), tasks.accept_task, task, by=city.answering(task.lead))
    for task in split[:3]:
        city.take(city.ago(18), tasks.start_task, task, by=city.answering(task.lead), owner="业务科科长")
    city.take(
        city.ago(19),
        tasks.dispute_task,
        split[9],
        by=city.answering(split[9].lead),
        reason="主要职责在资产管理，建议由农业农村部门牵头",
    )
    lead = OrgUnit.objects.get(code="shuicheng-hq")
    states = ("created", "submitted", "returned", "reviewed_ok", "closed", "cancelled", "overdue")
    for number, state in enumerate(states, 1):
        _meeting_task(city, lead, number, state)


def _meeting_task(city: City, lead: OrgUnit, number: int, state: str) -> None:
    start = 70 if state == "overdue" else 30
    due = workday(city.ago(40) if state == "overdue" else city.today + timedelta(days=10 + number))
    titles = (
        "编制年度创建方案",
        "汇总安置点公交需求",
        "梳理未办不动产登记清单",
        "组织网格员业务培训",
        "排查汛期安全隐患",
        "筹备现场观摩会",
        "完成老旧设施更换",
    )
    task = city.take(
        city.ago(start),
        tasks.create_task,
        titles[number - 1],
        "工作报告和清单",
        lead,
        due,
        by="bangong",
        source=MEETING,
        demo=True,
    )
    if state == "created":
        return
    city.take(city.ago(start - 1), tasks.assign_task, task, by="bangong")
    if state == "cancelled":
        city.take(city.ago(5), tasks.cancel_task, task, by="bangong", reason="并入其他任务")
        return
    person = city.answering(lead)
    city.take(city.ago(start - 2), tasks.accept_task, task, by=person)
    city.take(city.ago(start - 3), tasks.start_task, task, by=person, owner="副指挥长")
    if state == "overdue":
        climb(city, task, 3)
        return
    city.take(city.ago(8), tasks.submit_task, task, by=person, reason="报告和清单已完成")
    if state == "returned":
        city.take(city.ago(7), tasks.return_task, task, by="bangong2", reason="清单缺少责任人和时间")
    elif state in ("reviewed_ok", "closed"):
        city.take(city.ago(7), tasks.review_task, task, by="bangong2")
        if state == "closed":
            city.take(city.ago(6), tasks.close_task, task, by="bangong2")


def _problems(city: City, places: dict[str, Settlement]) -> list[Finding]:
    """One inspection a problem."""
    found = []
    for code, kind, days, (item, points, fact, wanted), state in PROBLEMS:
        if code not in places:
            continue
        day, place = city.ago(days), places[code]
        people = [(city.who("yanshou1"), WORDS), (city.who("yanshou2"), WORDS)]
        inspection = city.take(
            day,
            inspections.plan_inspection,
            place,
            kind,
            day,
            fact[:30],
            people,
            edition=city.now,
            by="bangong",
            demo=True,
            hour=9,
        )
        city.take(day, inspections.begin_inspection, inspection, by="yanshou1")
        city.take(
            day, inspections.record_facts, inspection, by="yanshou1", facts=f"现场查看：{fact}。", identity_shown_at=time(16),
            no_covert_filming=True, hour=17,
        )  # fmt: skip
        long = {"urgency": Finding.Urgency.LONG, "due_on": day + timedelta(days=200)} if code == LONG else {}
        facts = city.facts(place, city.now, item, points, fact, wanted, **long)
        finding = city.take(day, inspections.add_finding, inspection, facts, by="yanshou1", hour=17)
        if state == "recorded":
            continue
        city.take(day + timedelta(days=1), inspections.confirm_problems, inspection, by="yanshou2")
        finding.refresh_from_db()
        walk_finding(city, finding, state, day + timedelta(days=1))
        finding.refresh_from_db()
        if code == LONG:
            report_first_stage(city, finding)
        if code == "D01":
            climb(city, finding, 3)
        if state == "verified_closed":
            city.take(city.ago(20), inspections.close_inspection, inspection, by="bangong")
        found.append(finding)
    return found


def _other_inspections(city: City, places: dict[str, Settlement]) -> None:
    """Planned, begun, clean and cancelled ones."""
    people = [(city.who("yanshou2"), WORDS), (city.who("yanshou3"), WORDS)]
    for code, kind, days, state in (
        ("D03", "open_visit", -5, "planned"), ("D08", "unannounced", 1, "in_progress"), ("D09", "field_supervision", 30, "no_problem"),
        ("D05", "open_visit", -9, "cancelled"),
    ):  # fmt: skip
        if code not in places:
            continue
        day = city.ago(days)
        planned = min(day, city.ago(1))
        made = city.take(
            planned, inspections.plan_inspection, places[code], kind, day, "台账真实性和设施维护", people, edition=city.now,
            by="bangong", demo=True, hour=9,
        )  # fmt: skip
        if state == "cancelled":
            city.take(
                planned,
                inspections.cancel_inspection,
                made,
                by="bangong",
                reason="与市级验收时间冲突",
                hour=15,
            )
        if days > 0:
            city.take(day, inspections.begin_inspection, made, by="yanshou2")
        if state == "no_problem":
            city.take(
                day,
                inspections.record_facts,
                made,
                by="yanshou2",
                facts="抽看台账和设施，未发现问题。",
                no_covert_filming=True,
                hour=16,
            )
            city.take(day + timedelta(days=1), inspections.confirm_clean, made, by="yanshou3")


def _others(city: City, edition: object, day: date) -> int:
    """Enough other units on that day for an interval: two of every stratum, or all it has."""
    moment = timezone.make_aware(datetime.combine(day, time(10)))
    strata = [(stratum_of(c.unit), code) for code, c in campaigns_to_check(edition, moment).items()]
    return enough({n: c for n, c in sampling.sizes_of(strata).items() if n.endswith(f"/{OTHER}")})


def _checks(city: City) -> None:
    """The spot check of December 2018, the present ones, a draft and one that was cancelled."""
    first = city.take(
        date(2018, 12, 10), checks.draft_check, "2018 年示范点创建情况抽查", city.first, date(2018, 12, 12), _rule(city, city.first, date(2018, 12, 10)),
        by="bangong", demo=True,
    )  # fmt: skip
    walk_check(city, first, "closed_ok", [date(2018, 12, d) for d in (12, 13, 14, 17, 18, 26)], "0.98")
    sent = sorted(
        timezone_day
        for timezone_day in Campaign.objects.filter(
            edition=city.now, self_sheet__submitted_at__isnull=False
        ).values_list("self_sheet__submitted_at__date", flat=True)
    )
    early = min(sent[min(1, len(sent) - 1)] + timedelta(days=1), city.ago(38))
    early = max(early, sent[0] + timedelta(days=1))
    for state, own, days, title in CHECKS:
        stages = [city.ago(d) if d else city.today for d in days]
        if not own:
            stages[0] = early
            stages = [max(day, early) for day in stages]
        made = city.take(
            stages[0],
            checks.draft_check,
            title,
            city.now,
            stages[0],
            _rule(city, city.now, stages[0]),
            by="bangong",
            demo=True,
            hour=9,
        )
        walk_check(city, made, state, stages, "0.985")
    for title, cancel in (("第四季度自评真实性抽查", False), ("年度综合抽查", True)):
        made = city.take(
            city.ago(2),
            checks.draft_check,
            title,
            city.now,
            city.today,
            _rule(city, city.now, city.ago(2)),
            by="bangong",
            demo=True,
        )
        if cancel:
            city.take(city.ago(1), checks.cancel_check, made, by="bangong", reason="与全市综合检查合并")


def _rule(city: City, edition: object, day: date) -> Rule:
    return Rule(
        others=_others(city, edition, day), items=(9, 12), ledgers=("residents.occupancyspell", "livelihood.employmentspell"),
        record_least=5, record_percent=1, households=5,
    )  # fmt: skip


def _bulletins(city: City, found: list[Finding]) -> None:
    """One bulletin in every state, over two quarters."""
    told = [f for f in found if f.state not in ("problem_confirmed", "recorded", "withdrawn")]
    states = ("archived", "withdrawn", "read_by_units", "issued", "numbered", "signed", "legal_privacy_checked",
              "fact_checked_with_units", "drafted")  # fmt: skip
    for number, state in enumerate(states):
        named = told[number % len(told) :][:2]
        start, end = city.ago(100), city.ago(24 - number)
        made = city.take(
            city.ago(23 - number), bulletins.draft_bulletin, f"关于督查问题整改情况的通报（第{'一二三四五六七八九'[number]}期）", "situation",
            (start, end), by="bangong", findings=named, demo=True, hour=9,
        )  # fmt: skip
        _walk_bulletin(city, made, state, 23 - number)


def _walk_bulletin(city: City, made: Bulletin, state: str, days: int) -> None:
    path = (
        "drafted",
        "fact_checked_with_units",
        "legal_privacy_checked",
        "signed",
        "numbered",
        "issued",
        "read_by_units",
        "archived",
    )
    reach = path.index("issued" if state == "withdrawn" else state)
    units = [city.answering(row.unit) for row in made.units.select_related("unit")]
    day = city.ago(days)
    city.take(day, bulletins.send_facts, made, by="bangong")
    for person in units if reach else ():
        city.take(day, bulletins.reply_facts, made, by=person, reason="情况属实", hour=14)
    plain = (
        (bulletins.close_facts, "bangong"), (bulletins.check_privacy, "bangong2"), (bulletins.sign_bulletin, "lingdao"),
        (bulletins.number_bulletin, "bangong"), (bulletins.issue_bulletin, "bangong"),
    )  # fmt: skip
    for number, (step, who) in enumerate(plain[:reach], 1):
        city.take(city.ago(days - number), step, made, by=who)
    if reach >= 6:
        for person in units:
            city.take(city.ago(days - 6), bulletins.read_bulletin, made, by=person)
        city.take(city.ago(days - 6), bulletins.all_read, made, by="bangong", hour=15)
    if reach >= 7:
        city.take(city.ago(days - 7), bulletins.archive_bulletin, made, by="bangong")
    if state == "withdrawn":
        city.take(
            city.ago(days - 6), bulletins.withdraw_bulletin, made, by="lingdao", reason="个别数据统计有误"
        )
