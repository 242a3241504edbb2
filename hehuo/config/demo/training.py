"""Training chain: plans, classes, enrolments, attendance, certificates, follow-ups, exemptions (item 11)."""

from __future__ import annotations

from datetime import date, timedelta

from hehuo.config.demo.families import Member
from hehuo.config.demo.labour import in_labour_force, worked_on
from hehuo.config.demo.names import full_name, surname, uscc
from hehuo.config.demo.places import Site
from hehuo.config.demo.writer import Row, Writer
from hehuo.livelihood.models import (
    Certificate,
    Enrolment,
    PostTrainingFollowup,
    TrainingAttendance,
    TrainingClass,
    TrainingExemption,
    TrainingPlan,
)

TRADES = (
    "家政服务",
    "中式烹调",
    "电工",
    "焊工",
    "缝纫",
    "刺绣",
    "刺梨种植",
    "养老护理",
    "电商创业",
    "新市民素质",
)
KIND_OF = {"刺梨种植": "farm", "电商创业": "startup", "新市民素质": "citizen", "家政服务": "pre_job"}
ORGANISERS = ("hrss", "poverty", "agri", "union", "youth", "women", "company")
CLASS_STATES = ("archived", "paid", "subsidy_applied", "assessed", "ended")
SEATS = 40
THEN, GROWN_THEN = date(2018, 11, 30), date(2002, 6, 30)
"""The day of the pilots' self-assessment; who was born by the second was of working age then."""

EXEMPTIONS = ("certified", "stable_job", "maternity", "illness", "sole_carer", "away_offered")


def write_training(site: Site, writer: Writer) -> None:
    """Plans by year; everybody who is to be covered sits in one class, some in more."""
    rng, plan = site.rng, site.plan
    people = [m for m in site.labour if in_labour_force(m)]
    exempt = _exemptions(site, writer, people)
    base = [m for m in people if id(m) not in exempt]
    older = [m for m in site.labour if m.age >= 60 and worked_on(m, THEN)]
    pool = (people if plan.demonstration else base) + older
    learners = [m for m in pool if rng.random() < plan.trained]
    rounds = [learners, *([m for m in learners if rng.random() < plan.repeats / 2] for _ in range(2))]
    for group in rounds:
        rng.shuffle(group)
    plans = _plans(site, writer)
    number = 0
    for turn, group in enumerate(rounds):
        for grown in (True, False):
            part = [m for m in group if (m.born <= GROWN_THEN) == grown]
            for start in range(0, len(part), SEATS):
                members = part[start : start + SEATS]
                _class(site, writer, plans, number, members, _when(site, start / len(part), turn, members))
                number += 1
    _unfinished_classes(site, writer, plans, number, base)


def _plans(site: Site, writer: Writer) -> dict[int, Row]:
    rng, found = site.rng, {}
    for year in range(2018, site.today.year + 1):
        day = date(year, 6, 15) if year == 2018 else date(year, 2, 10)
        for number in range(2):
            trade = rng.choice(TRADES)
            row = writer[TrainingPlan].add(
                **site.entry(day, verified=True), year=year, state="published", organiser=ORGANISERS[(year + number) % 7],
                kind=KIND_OF.get(trade, "skill" if number else "guiding"), trade=trade, basis=rng.choice(("因人、因岗", "因产", "因人、因产、因岗")),
                seats=max(40, len(site.labour) // 8), hours=rng.choice((24, 40, 80)),
            )  # fmt: skip
            found.setdefault(year, row)
    for state in ("draft", "approved"):
        writer[TrainingPlan].add(
            **site.entry(site.today - timedelta(days=20)), year=site.today.year + 1, state=state, organiser="hrss", kind="skill",
            trade="电工", basis="因岗", seats=50, hours=80,
        )  # fmt: skip
    return found


def _when(site: Site, share: float, turn: int, members: list[Member]) -> date:
    """First classes: pilots in the second half of 2018, others in 2019, the younger when grown; repeats over the years."""
    rng, latest = site.rng, site.today - timedelta(days=60)
    youngest = max(m.born for m in members)
    if turn == 0 and youngest <= GROWN_THEN and site.plan.demonstration and not site.plan.weak_start:
        return date(2018, 7, 1) + timedelta(days=rng.randint(0, 120))
    if turn == 0 and youngest <= GROWN_THEN and share < 0.9:
        return date(2019, 3, 1) + timedelta(days=rng.randint(0, 230))
    day = date(2020, 3, 1) + timedelta(days=rng.randrange(max((latest - date(2020, 3, 1)).days, 1)))
    return min(latest, max(day, date(youngest.year + 16, 12, 31)))


def _class(
    site: Site,
    writer: Writer,
    plans: dict[int, Row],
    number: int,
    members: list[Member],
    start: date,
    state: str = "",
) -> None:
    rng, today = site.rng, site.today
    trade, days = TRADES[number % len(TRADES)], rng.choice((3, 5, 10))
    end = start + timedelta(days=days - 1)
    state = state or (
        CLASS_STATES[number % 5] if end > today - timedelta(days=400) or number < 10 else "archived"
    )
    kept = rng.random() < site.plan.documented or state in ("running", "opened")
    opened = state not in ("proposed", "cancelled")
    row = writer[TrainingClass].add(
        **site.entry(start, verified=opened and kept), plan_id=plans[min(start.year, today.year)]["id"],
        class_no=f"{start.year}-{site.plan.code}-{number + 1:03}", state=state, trade=trade, provider_name=f"六盘水{('凉都', '三线', '乌蒙')[number % 3]}职业培训学校",
        provider_uscc=uscc(90000 + number % 3), place=rng.choice(("安置点", "学校", "企业")), starts_on=start, ends_on=end, hours_planned=days * 8,
        teacher=full_name(rng, surname(rng), True), open_report_no=f"开班〔{start.year}〕{number + 1}号" if opened else "",
        has_timetable=opened, has_roll=opened and (kept or rng.random() < 0.7), has_attendance=opened and (kept or rng.random() < 0.5),
        has_result=kept and state not in ("running", "opened", "proposed", "cancelled"),
    )  # fmt: skip
    if state not in ("proposed", "cancelled"):
        for place, member in enumerate(members):
            _enrolment(site, writer, row, member, place, days)


def _enrolment(site: Site, writer: Writer, course: Row, member: Member, place: int, days: int) -> None:
    rng, due = site.rng, days * 8
    state = {"opened": "enrolled", "running": "attending"}.get(course["state"], "")
    ended = not state
    if ended:
        state = "certificated" if place % 3 == 0 else "failed" if place % 37 == 5 else "completed"
    present = due - (8 if rng.random() < 0.3 and days > 5 else 0) if ended else 0
    row = writer[Enrolment].add(
        **site.entry(course["starts_on"], verified=ended and rng.random() < 0.9), training_class_id=course["id"], person_id=member.row["id"],
        state=state, wish_match=rng.random() < 0.8, hours_due=due, hours_present=present,
        completed_on=course["ends_on"] if ended else None, was_unemployed=rng.random() < 0.2,
    )  # fmt: skip
    if course["ends_on"] > site.today - timedelta(days=150):
        _attendance(site, writer, row, course, days, due - present if ended else 0)
    if state in ("certificated", "failed"):
        _certificate(site, writer, course, member, state == "certificated")
    if ended and row["was_unemployed"] and rng.random() < 0.7:
        _followups(site, writer, row, course)


def _attendance(site: Site, writer: Writer, enrolment: Row, course: Row, days: int, missed: int) -> None:
    for offset in range(days):
        day = course["starts_on"] + timedelta(days=offset)
        if day >= site.today:
            return
        mark = "present" if not (missed and offset == days - 1) else site.rng.choice(("absent", "leave"))
        writer[TrainingAttendance].add(
            **site.entry(day), enrolment_id=enrolment["id"], session_on=day, slot="全天", hours=8, mark=mark,
            mode=("roll", "qr", "paper")[enrolment["id"] % 3],
        )  # fmt: skip


def _certificate(site: Site, writer: Writer, course: Row, member: Member, passed: bool) -> None:
    day = min(course["ends_on"] + timedelta(days=20), site.today - timedelta(days=1))
    same = site.plan.late > 0.3
    score = 85 if same and passed else site.rng.randint(60, 96) if passed else site.rng.randint(30, 59)
    sheet = writer[Certificate]
    sheet.add(
        **site.entry(day, verified=True), person_id=member.row["id"], training_class_id=course["id"], exam_score=f"{score}.00",
        certificate_no=f"LPS{day.year}{sheet.next_id:07}" if passed else "", level="专项能力" if passed else "",
        issuer="市职业技能鉴定中心" if passed else "", issued_on=day if passed else None,
    )  # fmt: skip


def _followups(site: Site, writer: Writer, enrolment: Row, course: Row) -> None:
    for month in (3, 6):
        day = course["ends_on"] + timedelta(days=30 * month + site.rng.randint(0, 6))
        if day < site.today:
            employed = site.rng.random() < 0.66
            writer[PostTrainingFollowup].add(
                **site.entry(day, verified=True, method="phone_callback"), enrolment_id=enrolment["id"], due_month=month, employed=employed,
                related_to_training=site.rng.random() < 0.6 if employed else None, confirmed_mode=site.rng.choice(("phone", "visit", "match")),
            )  # fmt: skip


def _unfinished_classes(
    site: Site, writer: Writer, plans: dict[int, Row], number: int, base: list[Member]
) -> None:
    """Classes that run, are announced, proposed or cancelled now; wishes and drop-outs."""
    rng, today = site.rng, site.today
    for offset, state in enumerate(("running", "opened", "proposed", "cancelled")):
        start = today - timedelta(days=2) if state == "running" else today - timedelta(days=1)
        group = rng.sample(base, min(len(base), 20))
        _class(site, writer, plans, number + offset, group, start, state)
    courses = [
        c for c in writer[TrainingClass].rows if c["settlement_id"] == site.id and c["state"] == "opened"
    ]
    taken = {e["person_id"] for e in writer[Enrolment].rows if e["training_class_id"] == courses[0]["id"]}
    free = [m for m in base if m.row["id"] not in taken][:4]
    for index, member in enumerate(free):
        state = "wish" if index % 2 == 0 else "dropped"
        writer[Enrolment].add(
            **site.entry(today - timedelta(days=6)), training_class_id=courses[0]["id"], person_id=member.row["id"], state=state,
            wish_match=True, hours_due=24, hours_present=0, drop_reason="外出务工" if state == "dropped" else "",
        )  # fmt: skip


def _exemptions(site: Site, writer: Writer, people: list[Member]) -> set[int]:
    """About 8 % of the labour force, documented, verified and reviewed in time."""
    rng, today, found = site.rng, site.today, set()
    count = max(len(EXEMPTIONS), round(len(people) * 0.08))
    for number, member in enumerate(rng.sample(people, min(count, len(people)))):
        kind = EXEMPTIONS[number % len(EXEMPTIONS)]
        if kind == "maternity" and (member.male or member.age > 44):
            kind = "stable_job"
        if kind == "away_offered":
            kind = "away_offered" if member.job == "out_province" else "certified"
        start = today - timedelta(days=rng.randint(20, 150))
        writer[TrainingExemption].add(
            **site.entry(start, verified=True, late=0.0), person_id=member.row["id"], kind=kind, valid_from=start,
            review_on=start + timedelta(days=176), proof=rng.choice(("技能证书复印件", "用人单位证明", "医院证明", "村（居）证明和邻里证言")),
        )  # fmt: skip
        found.add(id(member))
    return found
