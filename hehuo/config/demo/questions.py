"""Questions of the demo city: a few odd records for each signal, what the rules ask about them, and how units answered.

Every planted oddity belongs to the story of its settlement: 云杉苑 (D07) keeps neat papers that a call contradicts, small
ones copy minutes and headcounts. The rules find them by themselves; two signals that only people see are asked by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from hehuo.config.demo.campaigns_walk import clock_at
from hehuo.config.demo.edges import half_year_before
from hehuo.config.demo.papers import holder, mark
from hehuo.config.demo.writer import seeded_uuid
from hehuo.culture.models import Attendance, CulturalActivity, Venue
from hehuo.livelihood.models import AccuracyCheck, EmploymentSpell, LabourProfile
from hehuo.neighbourhood.models import CovenantPractice, ResidentCovenant, ResidentRequest, ResidentsMeeting
from hehuo.org.models import OrgUnit, Settlement, User
from hehuo.org.roles import Role
from hehuo.programme.models import Signal, VerificationQuery
from hehuo.programme.questions.hits import Field
from hehuo.programme.questions.registering import edition_for_findings, first_words, register_finding
from hehuo.programme.questions.rules import RULES
from hehuo.programme.questions.services import STEPS, ask_question
from hehuo.programme.questions.totals import falls_after_the_deadline
from hehuo.programme.supervision.findings.steps import confirm_from_question
from hehuo.programme.supervision.findings.steps.record_finding import Facts
from hehuo.records.models import LedgerRecord
from hehuo.records.writing import save_record

MINUTES = (
    "会议由社区书记主持，通报了近期电梯维修、垃圾分类和安全用电三项工作，大家讨论了停车位划线办法，议定由居委会征求各栋意见后公布，"
    "并请楼栋长协助登记车辆和收集住户的其他意见建议，下次会议报告办理情况。"
)
ENDS = ("", "answer", "explain", "correct", "confirm_problem", "send_back")
ANSWERS = {
    Signal.SAME_PHOTO: "已核对：同一张照片误传到另一次活动，已补充当天签到。",
    Signal.ENTERED_IN_A_ROW: "纸质记录按周留存，经办人休假期间集中补录，原件可查。",
    Signal.ROLL: "签到由工作人员点名时勾错，已按纸质名单更正。",
    Signal.HEADCOUNT: "人数按座位估计，以后由第二人清点。",
    Signal.SAME_TEXT: "会议记录参照了邻近社区的格式，已按录音补写本次议定事项。",
    Signal.CLOSED_QUICKLY: "电话中已当场答复，登记时没有勾选当场办结。",
    Signal.RATINGS: "评价都在窗口当面请申请人填写，近期办的多是当场办结的事项，以后改为短信邀请。",
    Signal.THRESHOLD: "七月起连续降雨，队员多在外务工，夜间巡逻中断；已补招队员，八月下旬恢复。",
    Signal.REVISIT: "部分人员换了工作没有更新，已逐户核对。",
    Signal.TOTALS: "两套改作警务室和活动室，基本情况没有更新，已报请更正。",
}
USUAL_ANSWER = "已核对原始记录：相机日期没有校准，活动当天另有签到。"
CONCLUSIONS = {
    "explain": "说明清楚，有原始记录为证。", "correct": "已看到更正后的记录。", "confirm_problem": "与实际不符，单位的说明没有依据。",
    "send_back": "请补充当天的原始记录或第二人清点。",
}  # fmt: skip
ASKED_THEN = Signal.THRESHOLD
"""Speaks in the weeks after a half-year only; scores what it looks at twice, so it looks at D10 alone, where patrols fell."""
BY_HAND = (
    ("D09", Signal.HANDWRITING, "抽看的分红签字表中有几处字迹相同。请说明由谁代签、有无授权。", "explain"),
    ("D10", Signal.PROXY, "抽看的培训签到中有一人为多人签到。请说明实际到场人数和清点办法。", "answer"),
)


def plant_questions(seed: int, today: date) -> int:
    """Odd records, questions about them, answers, conclusions, one problem; returns how many questions there are."""
    places = {
        place.code[:3]: place for place in Settlement.objects.order_by("-code").select_related("county")
    }
    with clock_at(_at(today, 8)):
        for code, plant in ODD.items():
            place = places.get(code)
            clerk = holder(place, Role.COMMITTEE) if place else None
            if place and clerk:
                plant(place, clerk, today)
        _ask(places, today)
        mark(VerificationQuery.objects.all())
        confirmed = VerificationQuery.objects.filter(state="confirmed_problem").order_by("pk").first()
        if confirmed is not None:
            _register(confirmed)
    return VerificationQuery.objects.count()


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def _keep(record: LedgerRecord, by: Any, at: datetime, name: str) -> None:
    """Store as typed on that moment; the same identity in every build."""
    record.client_uuid, record.demo = UUID(seeded_uuid(f"question-{record.settlement.code}-{name}")), True
    save_record(record, by=by, at=at, validate=False)


# -- odd records ---------------------------------------------------------------------------
def _neat_papers(place: Settlement, clerk: User, today: date) -> None:
    """D07: eleven covenant records of eleven weeks typed in half an hour; calls find another picture than the labour book."""
    covenant = ResidentCovenant.objects.filter(settlement=place).order_by("-pk").first()
    evening = today - timedelta(days=9)
    for number in range(11 if covenant else 0):
        day = evening - timedelta(days=7 * number)
        row = CovenantPractice(
            settlement=place, covenant=covenant, kind="publicity", held_on=day, occurred_on=day, place="院坝", audience=30,
            clauses="第二条", outcome="群众表示支持", staff="社区工作人员",
        )  # fmt: skip
        _keep(row, clerk, _at(evening, 20, 2 * number), f"practice-{number}")
    inspector = User.objects.filter(posts__role=Role.INSPECTOR).order_by("pk").first()
    profiles = (
        LabourProfile.objects.filter(settlement=place)
        .order_by("person_id")
        .values_list("person_id", flat=True)
    )
    for number, person in enumerate(profiles.distinct()[:6]):
        day = today - timedelta(days=20 - number)
        check = AccuracyCheck(
            settlement=place, person_id=person, book="labour", checked_on=day, occurred_on=day, fields_checked=10,
            fields_right=1, mode="phone",
        )  # fmt: skip
        _keep(check, inspector, _at(day, 15), f"check-{number}")


def _same_headcounts(place: Settlement, clerk: User, today: date) -> None:
    """D12: forty people on each of five evenings; a list that names people who work far away; minutes that another settlement copies."""
    held = set(CulturalActivity.objects.filter(settlement=place).values_list("held_on", flat=True))
    evenings = [[today - timedelta(days=first + n) for n in range(5)] for first in range(8, 60)]
    for number, day in enumerate(next((days for days in evenings if not held & set(days)), [])):
        dance = _activity(place, "广场舞晚练", 40, day)
        _keep(dance, clerk, _at(day, 21), f"dance-{number}")
        if number == 0:
            _far_away(dance, clerk)
    _keep(_meeting(place, today - timedelta(days=48)), clerk, _at(today - timedelta(days=47), 10), "meeting")


def _far_away(event: CulturalActivity, clerk: User) -> None:
    """Two people on the list who have a job out of the province."""
    spells = EmploymentSpell.objects.filter(
        settlement=event.settlement, place="out_province", valid_to__isnull=True
    )
    people = (
        spells.filter(valid_from__lte=event.held_on).order_by("person_id").values_list("person_id", flat=True)
    )
    for number, person in enumerate(people.distinct()[:2]):
        row = Attendance(
            settlement=event.settlement, activity=event, person_id=person, age_group="adult", signed_at=time(18, 50),
            mode="staff", occurred_on=event.held_on,
        )  # fmt: skip
        _keep(row, clerk, _at(event.held_on, 21, 5), f"roll-{number}")


def _copied_minutes(place: Settlement, clerk: User, today: date) -> None:
    """D10: D12's minutes again."""
    _keep(_meeting(place, today - timedelta(days=15)), clerk, _at(today - timedelta(days=14), 10), "meeting")


def _one_room_twice(place: Settlement, clerk: User, today: date) -> None:
    """D02: two events at one hour in one room, together more than it holds."""
    room = Venue.objects.filter(settlement=place, kind="multi").order_by("pk").first()
    day = today - timedelta(days=25)
    for number, title in enumerate(("读书分享会", "亲子阅读") if room else ()):
        row = _activity(place, title, room.capacity * 3 // 5, day, venue=room, kind="reading")
        _keep(row, clerk, _at(day, 17, number), f"room-{number}")


def _quick_closing(place: Settlement, clerk: User, today: date) -> None:
    """D05: a request handled six minutes after it was entered, though not on the spot."""
    day = today - timedelta(days=6)
    row = ResidentRequest(
        settlement=place, request_no=f"SQ-{day:%Y%m%d}-901", channel="phone", category="noise", content="楼下夜间装卸货声音大",
        reported_on=day, occurred_on=day, due_on=day + timedelta(days=7),
    )  # fmt: skip
    _keep(row, clerk, _at(day, 9), "quick")
    row.handled_on, row.state, row.told_by = day, "fed_back", "call"
    save_record(row, by=clerk, at=_at(day, 9, 6), validate=False)


def _two_homes_less(place: Settlement, clerk: User, today: date) -> None:
    """D08: the settlement still states two dwellings that have become rooms of the community."""
    Settlement.objects.filter(pk=place.pk).update(dwellings_built=F("dwellings_built") + 2)


def _activity(place: Settlement, title: str, people: int, day: date, **more: Any) -> CulturalActivity:
    values: dict[str, Any] = {"kind": "fitness", "place": "" if more.get("venue") else "文化广场"} | more
    return CulturalActivity(
        settlement=place, title=title, headcount_declared=people, held_on=day, occurred_on=day, starts_at=time(19),
        ends_at=time(20, 30), organiser="community", mix="mid", **values,
    )  # fmt: skip


def _meeting(place: Settlement, day: date) -> ResidentsMeeting:
    return ResidentsMeeting(
        settlement=place, kind="household_reps", notice_on=day - timedelta(days=7), held_on=day, occurred_on=day,
        place="居民活动室", eligible_count=60, present_count=44, women_present=19, agenda="公共事务商议", minutes=MINUTES,
    )  # fmt: skip


ODD: dict[str, Callable[[Settlement, User, date], None]] = {
    "D02": _one_room_twice, "D05": _quick_closing, "D07": _neat_papers, "D08": _two_homes_less, "D12": _same_headcounts,
    "D10": _copied_minutes,
}  # fmt: skip
"""D12 before D10: the later meeting is the one that is asked about."""


# -- questions -----------------------------------------------------------------------------
def _ask(places: dict[str, Settlement], today: date) -> None:
    where = Field({place.pk: place for place in Settlement.objects.order_by("pk")}, today)
    reviewer = User.objects.filter(posts__role=Role.INSPECTOR).order_by("pk").first()
    number = 0
    for rule in RULES:
        for hit in rule.find(where) if rule.find and rule.signal != ASKED_THEN else ():
            asked = today - timedelta(days=12 if number % 4 == 0 else 2)
            place = where.settlements[hit.settlement_id]
            query = ask_question(
                place, rule.signal, hit.question, by=None, about=hit.about, occasion=hit.occasion, on=asked
            )
            _walk(query, ENDS[number % len(ENDS)], reviewer)
            number += 1
    _ask_after_the_half_year(places.get("D10"), today, reviewer)
    for code, signal, question, end in BY_HAND if reviewer else ():
        if code in places:
            query = ask_question(
                places[code], signal, question, by=reviewer, occasion="人工抽看", on=today - timedelta(days=4)
            )
            _walk(query, end, reviewer)


def _ask_after_the_half_year(place: Settlement | None, today: date, reviewer: User | None) -> None:
    on = half_year_before(today) + timedelta(days=46)
    for hit in falls_after_the_deadline(Field({place.pk: place}, on)) if place else ():
        with clock_at(_at(on, 9)):
            query = ask_question(place, ASKED_THEN, hit.question, by=None, occasion=hit.occasion, on=on)
        with clock_at(_at(on + timedelta(days=3), 10)):
            _walk(query, "explain", reviewer)


def _walk(query: VerificationQuery, end: str, reviewer: User | None) -> None:
    secretary = holder(query.settlement, Role.SECRETARY)
    if not end or secretary is None or reviewer is None:
        return
    query = STEPS["answer"](query, by=secretary, reason=ANSWERS.get(Signal(query.rule_code), USUAL_ANSWER))
    if end != "answer":
        STEPS[end](query, by=reviewer, reason=CONCLUSIONS[end])


def _register(query: VerificationQuery) -> None:
    """The first confirmed question becomes a problem of supervision, confirmed by the office; no notice is out yet."""
    edition = edition_for_findings()
    if edition is None:
        return
    told = first_words(query, edition)
    told["responsible"] = OrgUnit.objects.filter(pk=told["responsible"]).first()
    if told["criterion"] and told["responsible"]:
        made = register_finding(query, by=query.concluded_by, **vars(Facts(**told)))
        confirm_from_question(made, by=User.objects.get(username="shi-bangong"))
