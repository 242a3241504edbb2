"""Venues, education, legal education, activities: two years of 2018–2019 and the last months of today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from hehuo.config.demo.honours import write_honours
from hehuo.config.demo.places import Site
from hehuo.config.demo.venues import write_openings, write_rooms
from hehuo.config.demo.writer import Row, Writer
from hehuo.culture.models import (
    ActivityCommittee,
    Attendance,
    AwarenessCheck,
    CommitteeMember,
    Confirmation,
    CulturalActivity,
    EducationPlan,
    EducationSession,
    EducationVenue,
    Instructor,
    LegalAdviser,
    LegalReferral,
    LegalSession,
    MaterialDistribution,
    ThemeActivity,
)

START = date(2018, 6, 4)
RECENT = 540
ONE_DAY = timedelta(1)
HALLS = (
    ("workshop", "新时代讲习所", "community"), ("moral", "道德讲堂", "civility"), ("night", "妇女夜校", "women"), ("other", "乡村课堂", "union"),
)  # fmt: skip
TOPICS = (
    ("gratitude", "感恩教育"), ("morals", "道德讲座"), ("new_ways", "三新一清洁"), ("manners", "文明礼仪"), ("family", "家庭美德"), ("other", "城市生活常识"),
)  # fmt: skip
VIRTUES = ("推己及人", "遵守规矩", "谨守本分", "明辨是非", "温和友善", "诚实守信", "忠国爱家")
THEMES = ("身边好人故事会", "家训家风分享", "邻里互助日", "文明劝导行", "诚信经营宣讲")
LAWS = ("宪法", "劳动", "禁毒", "反诈", "婚姻家庭", "土地权益", "未成年人保护", "反家暴、婚姻家庭", "交通")
KINDS = (
    ("reading", "读书分享会"), ("show", "山歌会演"), ("talent", "手艺展示"), ("fitness", "广场舞展演"), ("sports", "趣味运动会"), ("other", "观影活动"),
)  # fmt: skip
PLACES = ("法律援助中心", "司法所", "劳动仲裁院", "人民法庭", "信访接待中心", "调解委员会")


def months(today: date) -> Iterator[date]:
    """First days of the months of the plan's years, and of the last year and a half."""
    for first, last in ((START.replace(day=1), date(2019, 12, 1)), (today - timedelta(RECENT), today)):
        month = first.replace(day=1)
        while month <= last:
            yield month
            month = (month + timedelta(32)).replace(day=1)


def write_culture(site: Site, writer: Writer) -> None:
    """All ledgers of items 2, 5, 7 and 8 of one settlement."""
    rooms = write_rooms(site, writer)
    write_openings(site, writer, rooms)
    leaders = _leaders(site, writer)
    halls = _halls(site, writer, rooms)
    for month in months(site.today):
        write_month(site, writer, {"rooms": rooms, "halls": halls, "leaders": leaders}, month)
    _law_desk(site, writer)
    write_honours(site, writer)
    site.notes["culture"] = {"rooms": rooms, "halls": halls, "leaders": leaders}


def write_month(site: Site, writer: Writer, house: Row, month: date) -> None:
    """What was taught, explained and played in a month, with the rooms, halls and leaders of the settlement."""
    _month_of_education(site, writer, house["halls"], month)
    _month_of_law(site, writer, house["rooms"], month)
    _month_of_activities(site, writer, house["rooms"], house["leaders"], month)


# -- pieces ---------------------------------------------------------------------
def _sloppy(site: Site) -> bool:
    return site.plan.late > 0.3


def _verified(site: Site, day: date) -> bool:
    weak = site.plan.weak_start and day < date(2019, 1, 1)
    return site.rng.random() < (0.45 if _sloppy(site) else 0.3 if weak else 0.93)


def _days(site: Site, month: date, count: int) -> list[date]:
    """Days of a month on which something was held, none ahead."""
    days = sorted(month + timedelta(site.rng.randint(0, 27)) for _ in range(count))
    return [day for day in days if day < site.today]


def _held(site: Site, day: date, title: str, room: Row | None, *, start: int, minutes: int) -> dict[str, Any]:
    """The columns that every event has."""
    rng = site.rng
    capacity = room["capacity"] if room else 200
    people = min(
        capacity,
        50 if _sloppy(site) else rng.randint(12, max(13, min(capacity, site.plan.households // 3 + 14))),
    )
    mode = rng.choice(("none", "paper", "qr", "roll", "paper"))
    verified = _verified(site, day)
    counted = (
        people - rng.randint(0, people // 5)
        if verified and rng.random() < 0.6 and not _sloppy(site)
        else None
    )
    end = start * 60 + minutes
    values = {
        **site.entry(day, verified=verified, method=rng.choice(("site_visit", "phone_callback", "document"))),
        "title": title, "held_on": day, "starts_at": f"{start:02}:00:00", "ends_at": f"{end // 60:02}:{end % 60:02}:00",
        "venue_id": room["id"] if room else None, "place": "" if room else "小区院坝", "headcount_declared": people,
        "headcount_checked": counted, "headcount_scanned": people if mode == "qr" else None, "sign_in_mode": mode,
        "has_sign_in": mode != "none" and rng.random() < (0.5 if _sloppy(site) else 0.95), "has_pictures": rng.random() < 0.8,
    }  # fmt: skip
    if room and capacity < 200 and day.day == 15 and day.month % 3 == 0 and not _sloppy(site):
        values |= {
            "headcount_declared": capacity + 12,
            "headcount_checked": counted and capacity + 10,
            "over_full": "分两批进场，部分在门口院坝",
        }
        values["headcount_scanned"] = capacity + 12 if mode == "qr" else None
    return values


def _asked(site: Site, writer: Writer, event: Row, link: str) -> None:
    """Residents who were asked about a recent event: some, enough, or nobody."""
    rng, day = site.rng, event["held_on"]
    if event["status"] != "verified" or (site.today - day).days > 400:
        return
    wanted = rng.choice((0, 1, 2)) if _sloppy(site) else rng.choice((2, 3, 3, 4))
    people = rng.sample(_adults(site), min(wanted, len(_adults(site))))
    for number, person in enumerate(people):
        asked_on = min(day + timedelta(rng.randint(1, 9)), site.today - ONE_DAY)
        fine = rng.random() > (0.35 if _sloppy(site) else 0.02)
        writer[Confirmation].add(
            **site.entry(asked_on, by=site.secretary, late=0.0), **{f"{link}_id": event["id"]},
            person_id=None if number == 1 else person, confirmed_on=asked_on, mode=rng.choice(("phone", "visit", "self")), attended=fine,
            took_place=fine,
        )  # fmt: skip


def _adults(site: Site) -> list[int]:
    if "culture_adults" not in site.notes:
        site.notes["culture_adults"] = {
            "ids": [m.row["id"] for f in site.families[:60] for m in f.members if m.row and m.age >= 18]
        }
    return site.notes["culture_adults"]["ids"]


def _away(site: Site) -> set[int]:
    """People who work far away; only careless lists name them."""
    if "culture_away" not in site.notes:
        far = ("out_province", "abroad")
        site.notes["culture_away"] = {
            "ids": {m.row["id"] for f in site.families[:60] for m in f.members if m.row and m.job in far}
        }
    return site.notes["culture_away"]["ids"]


def _leaders(site: Site, writer: Writer) -> list[Row]:
    plan = site.plan
    kinds = ("culture",) if plan.households < 100 or _sloppy(site) else ("culture", "sports")
    found = [
        writer[Instructor].add(
            **site.entry(date(2018, 8, 1), verified=True), name=f"指导员{number}", name_initials=f"ZDY{number}", kind=kind,
            certificate_level="三级" if kind == "sports" else "", certificate_no=f"TY-{plan.code}" if kind == "sports" else "",
            appointed_on=date(2018, 8, 1),
        )
        for number, kind in enumerate(kinds, 1)
    ]  # fmt: skip
    if plan.households >= 300:
        committee = writer[ActivityCommittee].add(
            **site.entry(date(2018, 8, 20), verified=True), name=f"{plan.name}活动委员会", method="elected", chosen_on=date(2018, 8, 18),
            duties="舞蹈、阅读、体育、节庆各有一人负责",
        )  # fmt: skip
        agreed = 4 if plan.code[:3] == "D06" else 6
        for number in range(6):
            writer[CommitteeMember].add(
                **site.entry(date(2018, 8, 18)), committee_id=committee["id"], name=f"委员{number + 1}", name_initials=f"WY{number + 1}",
                origin="local" if number == 5 else "relocated", duty=("舞蹈", "阅读", "体育", "节庆", "后勤", "联络")[number],
                consented_on=date(2018, 8, 18) if number < agreed else None,
            )  # fmt: skip
    return found


# -- education ----------------------------------------------------------------------
def _halls(site: Site, writer: Writer, rooms: dict[str, Row]) -> list[Row]:
    plan, found = site.plan, []
    for kind, name, host in HALLS[: 2 if plan.households < 60 else 3 if plan.households < 600 else 4]:
        state = (
            "closed"
            if kind == "moral" and plan.code[:3] == "D11"
            else "paused"
            if kind == "moral" and plan.code[:3] == "D12"
            else "active"
        )
        left = site.today - timedelta(200)
        hall = writer[EducationVenue].add(
            **site.entry(date(2018, 7, 2), verified=True, method="site_visit"), kind=kind, name=f"{plan.name}{name}",
            venue_id=rooms["multi"]["id"], host=host, responsible="讲堂负责人", opened_on=date(2018, 7, 2), state=state,
            paused_on=left if state == "paused" else None, closed_on=left if state == "closed" else None,
        )  # fmt: skip
        found.append(hall)
        years = (2018, 2019, site.today.year - 1, *(() if _sloppy(site) else (site.today.year,)))
        for year in dict.fromkeys(years):
            first = date(year, 7, 2) if year == 2018 else date(year, 1, 1)
            writer[EducationPlan].add(
                **site.entry(first, verified=True), lecture_hall_id=hall["id"], title=f"{year}年{name}计划", year=year, sessions_planned=12,
                starts_on=first, ends_on=date(year, 12, 31),
            )  # fmt: skip
    return found


def _month_of_education(site: Site, writer: Writer, halls: list[Row], month: date) -> None:
    rng = site.rng
    quiet = site.plan.weak_start and month < date(2018, 12, 1)
    for number, day in enumerate(_days(site, month, 1 if quiet or _sloppy(site) else 2)):
        open_halls = [
            h
            for h in halls
            if h["opened_on"] <= day and not any(h[k] and day >= h[k] for k in ("paused_on", "closed_on"))
        ]
        if not open_halls:
            continue
        hall = open_halls[(month.month + number) % len(open_halls)]
        topic, name = TOPICS[(month.month * 2 + number) % (3 if quiet else 6)]
        odd = hall["kind"] == "night" and _sloppy(site)
        start = 10 if odd else 19
        room = {"id": hall["venue_id"], "capacity": 100}
        event = writer[EducationSession].add(
            **_held(site, day, f"{name}第{month.month}讲", room, start=start, minutes=rng.choice((60, 90, 120))), lecture_hall_id=hall["id"],
            series=hall["kind"], topic=topic, lecturer="授课老师", lecturer_org=rng.choice(("镇中学", "县委党校", "妇联", "文明办")),
            language=rng.choice(("mandarin", "dialect", "mixed", "minority")), has_lesson=rng.random() < site.plan.documented,
            has_slides=rng.random() < 0.5, has_test=rng.random() < 0.2, feedback_score=f"{rng.randint(38, 50) / 10:.1f}",
            question="妇女夜校一般在晚上六点以后，请核对时间。" if odd else "",
        )  # fmt: skip
        _asked(site, writer, event, "session")
        _roll(site, writer, event, "session")
    if month.month % 4 == 2:
        for day in _days(site, month, 1):
            event = writer[ThemeActivity].add(
                **_held(site, day, rng.choice(THEMES), None, start=15, minutes=90), title_printed="明理知耻·从德向善在社区",
                title_canonical="明礼知耻·崇德向善", virtues="、".join(rng.sample(VIRTUES, 2)), form=rng.choice(("座谈", "故事会", "志愿服务")),
                mix=rng.choice(("inside", "mixed", "mixed")), has_materials=rng.random() < site.plan.documented,
            )  # fmt: skip
            _asked(site, writer, event, "theme_activity")


def _roll(site: Site, writer: Writer, event: Row, link: str) -> None:
    """Who signed in, where a roll is kept; only of the last half-year."""
    if event["sign_in_mode"] != "roll" or (site.today - event["held_on"]).days > 180:
        return
    rng, minute = site.rng, int(event["starts_at"][:2]) * 60
    people = rng.sample(_adults(site), min(8, len(_adults(site))))
    away = set() if _sloppy(site) else _away(site)
    for number, person in enumerate([*people, None]):
        at = minute - rng.randint(1, 40)
        if person in away:
            continue
        writer[Attendance].add(
            **site.entry(event["held_on"], late=0.0), **{f"{link}_id": event["id"]}, person_id=person,
            attendee_name="" if person else "邻村来客", attendee_name_initials="" if person else "LCLK", age_group="adult" if number % 5 else "elder",
            signed_at=f"{at // 60:02}:{at % 60:02}:00", mode="staff",
        )  # fmt: skip


# -- law ------------------------------------------------------------------------------
def _month_of_law(site: Site, writer: Writer, rooms: dict[str, Row], month: date) -> None:
    rng = site.rng
    if month.month % (3 if site.plan.households < 200 or _sloppy(site) else 2):
        return
    for day in _days(site, month, 1):
        square = rng.random() < 0.4
        event = writer[LegalSession].add(
            **_held(site, day, "法治宣传活动" if square else "法律知识讲座", rooms["square" if square else "multi"], start=10, minutes=90),
            form="square" if square else rng.choice(("lecture", "court", "doors")), law_topics=rng.choice(LAWS),
            lecturer_org=rng.choice(("justice", "court", "police", "lawyers", "procurator")),
            audience=rng.choice(("general", "women", "youth", "elderly", "workers")), has_materials=rng.random() < site.plan.documented,
        )  # fmt: skip
        _asked(site, writer, event, "legal_session")
        if square:
            writer[MaterialDistribution].add(
                **site.entry(day), title="法律知识折页", languages="汉字" if rng.random() < 0.7 else "汉字、苗语语音", copies=rng.randint(40, 400),
                places="文化广场", handed_out_on=day, session_id=event["id"],
            )  # fmt: skip


def _law_desk(site: Site, writer: Writer) -> None:
    """Adviser, referrals with their deadlines, quizzes."""
    plan = site.plan
    if plan.code[:3] != "D12":
        writer[LegalAdviser].add(
            **site.entry(date(2018, 7, 16), verified=True), kind="adviser" if plan.households >= 400 else "desk", name="值班律师",
            name_initials="ZBLS", organisation="县法律援助中心", public_phone="0858-0000348", service_hours="每周三 9:00—12:00",
            valid_from=date(2018, 7, 16),
        )  # fmt: skip
    for month in months(site.today):
        write_referrals(site, writer, month)
        if month.month in (5, 11) and month < site.today - timedelta(20):
            write_quiz(site, writer, month + timedelta(14))


def write_referrals(site: Site, writer: Writer, month: date) -> None:
    """Whom the law desk sent where in a month."""
    rng, plan = site.rng, site.plan
    for day in _days(site, month, 1 if plan.households < 400 else 2):
        live = (site.today - day).days < 18
        due, slow = day + timedelta(21), rng.random() < (0.5 if _sloppy(site) else 0.05)
        answered = (
            None
            if live and rng.random() < 0.6
            else min(day + timedelta(26 if slow else rng.randint(1, 18)), site.today - ONE_DAY)
        )
        writer[LegalReferral].add(
            **site.entry(day), category=rng.choice(LegalReferral.Category.values),
            person_id=rng.choice(_adults(site)) if rng.random() < 0.5 else None, referred_to=rng.choice(PLACES), referred_on=day, due_on=due,
            answered_on=answered, state="closed" if answered else "open",
            outcome=rng.choice(("answered", "answered", "proceeding", "withdrawn")) if answered else "",
        )  # fmt: skip


def write_quiz(site: Site, writer: Writer, day: date) -> None:
    """What people know of the law, ten questions each."""
    plan, people = site.plan, max(20, min(120, site.plan.households // 8))
    share = 0.55 if _sloppy(site) else 0.68 if plan.weak_start else 0.83
    writer[AwarenessCheck].add(
        **site.entry(day, verified=True), checked_on=day, mode="paper" if plan.households > 200 else "oral",
        people=people, questions_asked=people * 10, answers_correct=int(people * 10 * (share + site.rng.random() / 20)),
    )  # fmt: skip


# -- activities --------------------------------------------------------------------------
def _month_of_activities(
    site: Site, writer: Writer, rooms: dict[str, Row], leaders: list[Row], month: date
) -> None:
    rng, plan = site.rng, site.plan
    if month.month % 3 == 0 and (_sloppy(site) or plan.households < 60):
        return
    kinds = KINDS[:4] if plan.households < 100 else KINDS
    for number, day in enumerate(_days(site, month, 1 if plan.households < 200 else 2)):
        kind, name = kinds[(month.month + number * 3) % len(kinds)]
        leader = leaders[-1] if kind in ("fitness", "sports") else leaders[0]
        event = writer[CulturalActivity].add(
            **_held(site, day, name, rooms["multi" if kind == "reading" else "square"], start=15 if number else 19, minutes=120), kind=kind,
            organiser=rng.choice(("committee", "community", "women", "culture", "sports")),
            instructor_id=leader["id"] if day >= leader["appointed_on"] else None, mix=rng.choice(("high", "mid", "mid", "low", "unknown")),
            budget_fen=rng.choice((None, 0, 50000, 120000)), has_materials=rng.random() < plan.documented,
        )  # fmt: skip
        _asked(site, writer, event, "activity")
