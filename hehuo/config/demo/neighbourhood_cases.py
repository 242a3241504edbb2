"""Duty, mediation and mutual aid of one settlement. What parties say in the demo is invented and the same everywhere."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hehuo.config.demo.places import Site
from hehuo.config.demo.writer import Row, Writer
from hehuo.neighbourhood.duty.services import Planned, plan_month, publish_by, rest_owed
from hehuo.neighbourhood.models import (
    CareChild,
    CareLog,
    CaseHandler,
    DutyPerson,
    DutyRest,
    DutyRoster,
    DutyShift,
    MediationCase,
    MediationSession,
    Mediator,
    MutualAidActivity,
    MutualAidOrg,
    ZeroCaseStatement,
)
from hehuo.org.models import User
from hehuo.org.workdays import WorkCalendar

STAFF = ("张小明", "李小红", "王建国", "赵小梅", "杨大山", "罗小兰")
CLOCKS = {
    "early": ("07:30:00", "08:30:00"), "noon": ("11:30:00", "13:00:00"), "evening": ("16:30:00", "19:00:00"),
    "weekend": ("08:30:00", "17:30:00"), "holiday": ("08:30:00", "17:30:00"), "night_phone": ("19:00:00", "07:30:00"),
}  # fmt: skip
CASES = (
    "applied", "offered", "declined", "protected", "accepted", "investigating", "mediating", "performing", "no_agreement",
    "withdrawn", "referred", "performed", "breached", "revisited", "archived",
)  # fmt: skip
DISPUTES = (
    "neighbours",
    "neighbours",
    "neighbours",
    "property",
    "family",
    "contract",
    "labour",
    "support",
    "damage",
    "housing",
    "land",
    "other",
)
ORGS = (
    ("weddings", "红白理事会"), ("neighbours", "邻里互助组"), ("helpers", "帮帮办"), ("elder_care", "老人日间照料中心"),
    ("pupil_care", "小学生临时看护中心"),
)  # fmt: skip
SERVICES = {
    "weddings": "occasions", "neighbours": "company", "helpers": "errands", "elder_care": "care", "elder_service": "meals", "pupil_care": "pick_up",
}  # fmt: skip


def _months(today: date) -> list[date]:
    """A roster for some months of the plan's years, for the last two and the next."""
    found = [date(2018, 9, 1), date(2019, 2, 1), date(2019, 10, 1)]
    first = today.replace(day=1)
    last = (first - timedelta(1)).replace(day=1)
    return [*found, last, first, (first + timedelta(32)).replace(day=1)]


def write_duty(site: Site, writer: Writer, calendar: WorkCalendar) -> None:
    """People, month plans by the rules, shifts as they were, rest."""
    count = 3 if site.plan.households < 300 else len(STAFF)
    accounts = dict(
        User.objects.filter(username__startswith=f"{site.plan.pinyin}-").values_list("username", "pk")
    )
    people = [
        writer[DutyPerson].add(
            **site.entry(date(2018, 7, 1)), name=name, name_initials="", work_phone="0858-0000120", valid_from=date(2018, 7, 1),
            account_id=accounts.get(f"{site.plan.pinyin}-{post}"),
        )
        for name, post in zip(STAFF[:count], ("gongzuo", "wangge1", "shuji", "", "", ""), strict=False)
    ]  # fmt: skip
    owed = write_rosters(site, writer, calendar, people, _months(site.today))
    for person in people:
        if owed.get(person["id"], Decimal(0)) >= 8:
            day = site.today - timedelta(site.rng.randint(2, 20))
            writer[DutyRest].add(
                **site.entry(day), person_id=person["id"], rested_on=day, hours=Decimal("8.0")
            )
    leave = site.today - timedelta(30 + site.number % 7)
    with site.aside():
        writer[DutyRest].add(
            **site.entry(leave),
            person_id=people[0]["id"],
            kind="leave",
            rested_on=leave,
            hours=Decimal("8.0"),
        )


def write_rosters(
    site: Site, writer: Writer, calendar: WorkCalendar, people: list[Row], months: list[date]
) -> dict[int, Decimal]:
    """Month plans by the rules with their shifts; the hours of rest that each person is owed for them."""
    before: list[Planned] = []
    owed: dict[int, Decimal] = {}
    for month in months:
        state = "published" if month <= site.today else "checked" if site.number % 2 else "draft"
        hurried = month == date(2019, 2, 1) and site.number % 3 == 0  # before the Spring Festival of 2019
        made = min(month - timedelta(4 if hurried else 9), site.today - timedelta(1))
        published = made + timedelta(1) if state == "published" else None
        roster = writer[DutyRoster].add(
            **site.entry(made), month=month, state=state, checked_on=made if state != "draft" else None,
            published_on=published, publish_by=publish_by(month), late=published is not None and published > publish_by(month),
        )  # fmt: skip
        planned = plan_month(month, [p["id"] for p in people], calendar.is_workday, before)
        before = planned
        for shift in planned:
            _shift(site, writer, roster, shift, people, owed)
    return owed


def _shift(
    site: Site, writer: Writer, roster: Row, shift: Planned, people: list[Row], owed: dict[int, Decimal]
) -> None:
    rng = site.rng
    past = shift.day < site.today
    roll = rng.random()
    state = "due"
    if past:
        state = "absent" if roll > 0.99 else "handed_over"
    elif shift.day == site.today and shift.slot in ("early", "weekend", "holiday"):
        state = "checked_in"
    elif shift.day > site.today and roll > 0.985:
        state = "swap_asked"
    others = [p["id"] for p in people if p["id"] != shift.person]
    values: dict[str, Any] = {"state": state}
    if state in ("handed_over", "checked_in"):
        actual = others[0] if roll < 0.03 else shift.person
        values |= {"actual_id": actual, "checked_in_at": CLOCKS[shift.slot][0]}
        if state == "handed_over":
            hours = rest_owed(shift.slot)
            owed[actual] = owed.get(actual, Decimal(0)) + hours
            values |= {
                "checked_out_at": CLOCKS[shift.slot][1], "visits_handled": rng.randint(0, 9), "rest_owed_hours": hours,
                "handover_note": "" if roll < 0.7 else "一件诉求待回访",
            }  # fmt: skip
    if state == "swap_asked":
        values["swap_with_id"] = others[0]
    if state == "absent" and rng.random() < 0.5:
        values |= {"state": "substituted", "actual_id": others[0]}
    writer[DutyShift].add(
        **site.entry(shift.day if past else site.today - timedelta(1), late=0.0), roster_id=roster["id"], duty_on=shift.day,
        slot=shift.slot, planned_id=shift.person, **values,
    )  # fmt: skip


def write_mediation(site: Site, writer: Writer) -> None:
    """The roster, cases of every state, talks, one shared case; quarters without cases in small settlements."""
    plan, rng = site.plan, site.rng
    accounts = {u.username: u.pk for u in User.objects.filter(username__startswith=f"{plan.pinyin}-tiaojie")}
    names = (
        "李调解",
        "王大姐",
        "杨老师",
        "陈长寿",
        "罗主任",
        "周大叔",
        "吴阿姨",
        "郑老支书",
        "赵二嬢",
        "韦三哥",
    )
    wanted = max(2, -(-plan.households // 300)) - (1 if plan.late > 0.3 else 0)
    roster = [
        writer[Mediator].add(
            **site.entry(date(2018, 7, 5), verified=True), name=names[number % len(names)], name_initials="", chosen_by="elected",
            chosen_on=date(2018, 7, 5), is_chair=number == 0, is_relocated=number % 2 == 0, languages="普通话、苗语",
            training_hours=rng.randint(8, 40),
            account_id=accounts.get(f"{plan.pinyin}-tiaojie" + ("zhuren" if number == 0 else "")) if number < 2 else None,
        )
        for number in range(max(2, wanted))
    ]  # fmt: skip
    writer[Mediator].add(
        **site.entry(date(2018, 9, 1)), name="司法所老李", name_initials="", chosen_by="appointed", chosen_on=date(2018, 9, 1),
        is_chair=False, training_hours=60, left_on=date(2019, 6, 30), is_relocated=False, languages="普通话",
    )  # fmt: skip
    if plan.households < 100:
        _zero_quarters(site, writer)
        return
    total = max(len(CASES), plan.persons * 6 // 1000)
    cases: list[Row] = []
    for number in range(total):
        state = CASES[number] if number < len(CASES) else "archived"
        cases.append(write_case(site, writer, number, state, roster))
    again = cases[-1]
    again["earlier_id"] = cases[0]["id"] if len(cases) > 1 else None
    mine = next(c for c in cases if c["state"] == "mediating")
    writer[CaseHandler].add(
        **site.entry(mine["applied_on"]), case_id=mine["id"], mediator_id=roster[-1]["id"], reason="懂双方的语言",
        valid_from=mine["applied_on"], valid_to=None,
    )  # fmt: skip


def write_case(
    site: Site, writer: Writer, number: int, state: str, roster: list[Row], at: date | None = None
) -> Row:
    """A mediation that has come as far as `state`, applied for at a day or at one that suits the state."""
    rng, today = site.rng, site.today
    live = state in ("applied", "offered", "accepted", "investigating", "mediating")
    if at:
        day = at
    elif live:
        day = today - timedelta(rng.randint(2, 20))
    elif state == "archived" or number % 2:
        day = date(2018, 8, 1) + timedelta(rng.randint(0, 470))
    else:
        day = today - timedelta(rng.randint(70, 300))
    serial = site.notes.setdefault("mediations", {})
    serial[day.year] = serial.get(day.year, 0) + 1
    handler = roster[1 if number % 3 else 0]
    begun = None if state in ("applied", "offered", "declined", "protected") else day + timedelta(2)
    values: dict[str, Any] = {
        "case_no": f"（{day.year}）人调字第 {serial[day.year]} 号", "case_source": "offered" if state == "offered" else "application",
        "dispute_type": rng.choice(DISPUTES), "violence": state == "protected", "applied_on": day, "mediator_id": handler["id"],
        "party_a": "甲方当事人", "phone_a": "10000000001", "party_b": "乙方当事人", "phone_b": "10000000002", "other_parties": "",
        "facts": "双方因生活琐事争执，情况已核实。", "claims": "请求对方停止影响并赔礼。", "state": state, "accepted_on": begun,
        "rights_notice_on": begun, "due_on": begun + timedelta(30) if begun else None,
    }  # fmt: skip
    values |= _course(site, state, begun or day, number)
    row = writer[MediationCase].add(**site.entry(day, by=handler["account_id"] or 0, late=0.0), **values)
    if begun and state not in ("accepted", "withdrawn"):
        _sessions(site, writer, row, begun)
    return row


def _course(site: Site, state: str, begun: date, number: int) -> dict[str, Any]:
    end = begun + timedelta(site.rng.randint(5, 24))
    outcomes = {"no_agreement": "none", "withdrawn": "withdrawn", "referred": "referred"}
    if state in outcomes:
        return {"outcome": outcomes[state], "concluded_on": end}
    if state in ("declined", "protected"):
        return {"concluded_on": begun, "due_on": None}
    if state not in ("performing", "performed", "breached", "revisited", "archived"):
        return {}
    written = number % 3 != 1
    values: dict[str, Any] = {
        "outcome": "written" if written else "oral", "concluded_on": end, "agreement": "双方互相致歉，今后友好相处。",
        "agreement_no": f"{end.year}-{number + 1:03d}" if written else "", "perform_due_on": end + timedelta(10),
        "judicial": "confirmed" if written and number % 7 == 0 else "none", "copies": 3 if written else None,
        "amount_fen": 40000 * (number % 6) or None,
    }  # fmt: skip
    if state in ("performed", "revisited", "archived"):
        values |= {"performed_on": end + timedelta(6), "revisit_due_on": end + timedelta(36)}
    if state in ("revisited", "archived"):
        result = ("settled", "settled", "settled", "strained", "relapsed")[number % 5]
        values |= {"revisited_on": end + timedelta(34), "revisit_result": result}
    if state == "archived":
        values |= {
            "volume_no": f"调{end.year}-{number + 1:03d}",
            "archived_on": end + timedelta(45),
            "retention": "Y10" if written else "Y3",
        }
    return values


def _sessions(site: Site, writer: Writer, case: Row, begun: date) -> None:
    kinds = ("inquiry",) if case["state"] == "investigating" else ("inquiry", "joint", "separate")
    for number, kind in enumerate(kinds):
        day = min(begun + timedelta(number + 1), site.today - timedelta(1))
        writer[MediationSession].add(
            **site.entry(day, by=case["created_by_id"], late=0.0), case_id=case["id"], held_on=day, kind=kind, place="调解室",
            record="双方各自陈述，调解员释明法理情理。",
        )  # fmt: skip


def _zero_quarters(site: Site, writer: Writer) -> None:
    missing = 1 if site.number % 2 else 0
    quarters = [date(year, month, 1) for year in range(2018, site.today.year + 1) for month in (1, 4, 7, 10)]
    over = [start for start in quarters[2:] if (start + timedelta(93)).replace(day=3) < site.today]
    for start in over[: len(over) - missing]:
        signed = (start + timedelta(93)).replace(day=3)
        if signed < site.today:
            writer[ZeroCaseStatement].add(
                **site.entry(signed),
                quarter_start=start,
                signed_by="社区书记",
                signed_on=signed,
                statement="本季度没有调解案件。",
            )


def write_mutual_aid(site: Site, writer: Writer) -> None:
    """Organisations that the population needs (perfunctory places lack one), what they did, logs, the closed roll."""
    plan, rng = site.plan, site.rng
    weak = plan.late > 0.3
    for kind, label in ORGS[: 2 if plan.households < 150 else 3 if weak else 5]:
        opened = date(2018, 8, 1) + timedelta(rng.randint(0, 60))
        care = kind in ("elder_care", "pupil_care")
        org = writer[MutualAidOrg].add(
            **site.entry(opened, verified=True), kind=kind, name=f"{plan.name}{label}", set_up_on=opened,
            registration="filed" if care else "internal", lead="互助组织负责人", members=rng.randint(5, 25),
            premises="1栋一层" if care else "", rules="自愿、就近、公开。", fire_checked_on=site.today - timedelta(90) if care else None,
            staff_checked=care, funding="fiscal" if care else "voluntary",
        )  # fmt: skip
        _activities(site, writer, org, 0.4 if weak and kind == "helpers" else 1.0)
        if care:
            _logs(site, writer, org)
    old = writer[MutualAidOrg].add(
        **site.entry(date(2018, 7, 1)), kind="other", name=f"{plan.name}临时帮扶小组", set_up_on=date(2018, 7, 1), registration="internal",
        lead="社区工作人员", members=4, rules="临时帮扶。", ended_on=date(2019, 6, 30), funding="collective",
    )  # fmt: skip
    writer[MutualAidActivity].add(
        **site.entry(date(2018, 12, 20), verified=True), org_id=old["id"], served_on=date(2018, 12, 20), service="company",
        households_served=8, hours=Decimal("3.0"), volunteers=4, feedback=5,
    )  # fmt: skip


def _activities(site: Site, writer: Writer, org: Row, share: float) -> None:
    rng, today = site.rng, site.today
    for since, until in (
        (org["set_up_on"] + timedelta(10), date(2019, 12, 31)),
        (today - timedelta(400), today - timedelta(1)),
    ):
        day = since
        while day <= until:
            if rng.random() < share:
                write_help(site, writer, org, day)
            day += timedelta(rng.randint(18, 34))


def write_help(site: Site, writer: Writer, org: Row, day: date) -> None:
    """What an organisation did on a day."""
    rng = site.rng
    writer[MutualAidActivity].add(
        **site.entry(day, verified=rng.random() < 0.85, late=0.0), org_id=org["id"], served_on=day, service=SERVICES[org["kind"]],
        households_served=rng.randint(1, 12), hours=Decimal(rng.randint(2, 9)) / 2, volunteers=rng.randint(1, 8),
        cost_fen=rng.choice((None, None, 12000, 45000)), feedback=rng.choice((None, 4, 5)),
    )  # fmt: skip


def _logs(site: Site, writer: Writer, org: Row) -> None:
    rng, today = site.rng, site.today
    pupils = org["kind"] == "pupil_care"
    for since, until in (
        (date(2018, 11, 1), date(2018, 11, 30)),
        (today - timedelta(45), today - timedelta(1)),
    ):
        day = since
        while day <= until:
            if day.weekday() < 5:
                open_ = rng.random() < 0.95
                writer[CareLog].add(
                    **site.entry(day, late=0.0), org_id=org["id"], day=day, opened=open_, closed_why="" if open_ else "停水检修",
                    elders=0 if pupils or not open_ else rng.randint(6, 24), pupils=rng.randint(8, 26) if pupils and open_ else 0,
                    staff_on_duty=2 if open_ else 0, meals=rng.randint(5, 24) if open_ and not pupils else 0,
                    incidents="有老人感到不适，已联系家属" if rng.random() < 0.02 and open_ and not pupils else "",
                )  # fmt: skip
            day += timedelta(1)
    if pupils:
        for number in range(6):
            begun = date(2018, 11, 1) if number < 3 else today - timedelta(60)
            writer[CareChild].add(
                **site.entry(begun, late=0.0), org_id=org["id"], child=f"儿童{number + 1}", guardian=f"家长{number + 1}",
                consented_on=begun - timedelta(2), pick_up=f"家长{number + 1}", emergency_phone="10000000009",
                allergy="花生" if number == 0 else "", valid_from=begun, valid_to=date(2019, 1, 18) if number < 3 else None,
            )  # fmt: skip
