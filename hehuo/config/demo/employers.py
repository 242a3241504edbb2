"""Employers, windows, job bases, openings, events, recommendations."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from hehuo.config.demo.families import Member
from hehuo.config.demo.names import full_name, surname, uscc
from hehuo.config.demo.places import Site
from hehuo.config.demo.writer import Row, Writer
from hehuo.livelihood.models import (
    Employer,
    EmploymentWindow,
    JobBase,
    JobEvent,
    JobOpening,
    JobRecommendation,
)
from hehuo.records.names import initials

FIRST = ("凉云", "乌蒙", "北盘", "黔山", "杉川", "银河谷", "金荞", "绿野", "恒远", "同德")
LINES = (
    ("服装有限公司", "纺织服装", "缝纫工", "settlement"), ("电子装配有限公司", "电子制造", "装配工", "county"),
    ("食品有限公司", "农副食品加工", "包装工", "county"), ("建筑劳务有限公司", "建筑业", "砌筑工", "county"),
    ("物业服务有限公司", "物业管理", "保洁员", "settlement"), ("生态农业有限公司", "农业", "种植工", "county"),
    ("酒店管理有限公司", "住宿餐饮", "服务员", "city"), ("家政服务有限公司", "居民服务", "护理员", "city"),
    ("物流有限公司", "交通运输", "分拣员", "province"), ("鞋业有限公司", "制鞋", "针车工", "out_province"),
    ("五金制品有限公司", "金属制品", "冲压工", "out_province"), ("玩具有限公司", "玩具制造", "注塑工", "out_province"),
)  # fmt: skip
TOWN_OF = {
    "settlement": "安置点内",
    "county": "县城工业园",
    "city": "市中心城区",
    "province": "贵阳市",
    "out_province": "浙江省、广东省",
}
KIND_OF = {
    "settlement": "factory",
    "county": "nearby_company",
    "city": "city",
    "province": "province",
    "out_province": "out_province",
}
BASES = {
    "craft": ("凉都工匠场", "总工会"), "embroidery": ("凉都锦绣坊", "妇联"), "youth": ("凉都青创汇", "团委"), "factory": ("凉都扶贫工厂", "人社部门"),
}  # fmt: skip
OPENING_STATES = (
    "filled",
    "expired",
    "open",
    "open",
    "paused",
    "withdrawn",
    "verified",
    "draft",
    "blacklisted_employer",
)


@dataclass
class JobMarket:
    """Employers by place and openings of a site."""

    by_place: dict[str, list[Row]] = field(default_factory=dict)
    openings: list[Row] = field(default_factory=list)
    event_openings: list[tuple[int, int]] = field(default_factory=list)


def build_market(site: Site, writer: Writer, serial: int) -> JobMarket:
    """Employers and everything that is offered; recommendations come later."""
    market = JobMarket()
    rng, plan = site.rng, site.plan
    wanted = len(LINES) if plan.households < 1000 else 2 * len(LINES)
    for number in range(wanted):
        tail, industry, job, place = LINES[number % len(LINES)]
        name = f"{rng.choice(FIRST)}{plan.name[:2]}{'' if number < len(LINES) else '二厂'}{tail}"
        check = "ok" if number not in (5, 9) else ("warning" if number == 5 else "blocked")
        row = writer[Employer].add(
            **site.entry(date(2018, 6, 1) + timedelta(days=rng.randint(0, 60)), verified=True), name=name, initials=initials(name),
            uscc=uscc(serial + number), industry=industry, place=TOWN_OF[place], contact=full_name(rng, surname(rng), True),
            contact_phone=f"1000000{rng.randrange(10000):04}", check_result=check,
            check_note={"ok": "", "warning": "曾有欠薪投诉，已整改", "blocked": "收取求职者费用，不再合作"}[check],
        )  # fmt: skip
        row["_job"] = job
        market.by_place.setdefault(place, []).append(row)
    _openings(site, writer, market)
    _windows_and_bases(site, writer)
    _events(site, writer, market)
    return market


def _openings(site: Site, writer: Writer, market: JobMarket) -> None:
    rng, today = site.rng, site.today
    everyone = [
        (place, e) for place, rows in market.by_place.items() for e in rows if e["check_result"] != "blocked"
    ]
    refused = next(
        (p, e) for p, rows in market.by_place.items() for e in rows if e["check_result"] == "blocked"
    )
    for number in range(max(10, min(60, site.plan.households // 25))):
        state = OPENING_STATES[number % len(OPENING_STATES)]
        place, employer = refused if state == "blacklisted_employer" else everyone[number % len(everyone)]
        live = state in ("open", "verified", "draft", "paused")
        start = today - timedelta(days=rng.randint(5, 25) if live else rng.randint(120, 2500))
        low = rng.choice((2000, 2400, 2800, 3200, 3600))
        row = writer[JobOpening].add(
            **site.entry(start, verified=state not in ("draft",)), employer_id=employer["id"], state=state, title=employer["_job"],
            headcount=rng.randint(2, 30), source_kind=("public_post" if number % 9 == 8 else KIND_OF[place]), priority_relocated=True,
            wage_min_yuan=low, wage_max_yuan=low + rng.choice((500, 1000, 1800)), requirements="身体健康，包教技能",
            valid_from=start, valid_to=start + timedelta(days=60),
        )  # fmt: skip
        market.openings.append(row)


def _windows_and_bases(site: Site, writer: Writer) -> None:
    plan, rng = site.plan, site.rng
    opened = date(2018, 8, 15) if not plan.weak_start else date(2018, 12, 10)
    small = plan.households < 200
    half_days = 1 if plan.code[:3] == "D11" else 2 if small else 10
    writer[EmploymentWindow].add(
        **site.entry(opened, verified=True, method="site_visit"), kind="mobile" if small else "standing",
        place=f"{plan.host or plan.name}便民服务点" if small else f"{plan.name}综合服务中心",
        hours="每周二、周五上午" if small else "工作日 9:00—17:00", half_days_a_week=half_days,
        staff_name=full_name(rng, surname(rng), False), opened_on=opened, visits_last_month=max(3, plan.households // 9),
    )  # fmt: skip
    for kind in plan.job_bases:
        label, led_by = BASES[kind]
        jobs = rng.randint(30, 90)
        day = date(2018, 9, 1) + timedelta(days=rng.randint(0, 700))
        writer[JobBase].add(
            **site.entry(day, verified=True, method="site_visit"), kind=kind, name=f"{plan.name}{label}", led_by=led_by,
            site=f"{plan.name}底层商铺", opened_on=day, jobs_total=jobs, relocated_hired=rng.randint(20, jobs), benefit="免租三年，按吸纳人数补助",
        )  # fmt: skip


def half_years(today: date) -> list[tuple[date, date]]:
    """(start, last day) of each half-year from 2018 H1 on, the running one cut at yesterday."""
    found, start = [], date(2018, 6, 1)
    while start < today:
        end = date(start.year, 6, 30) if start.month <= 6 else date(start.year, 12, 31)
        found.append((start, min(end, today - timedelta(days=1))))
        start = end + timedelta(days=1)
    return found


def _events(site: Site, writer: Writer, market: JobMarket) -> None:
    """At least one verified event in each half-year; D08 missed one, D07 holds all on the same day of the month."""
    rng, plan = site.rng, site.plan
    sloppy = plan.late > 0.3
    for start, end in half_years(site.today):
        if plan.weak_start and start == date(2018, 7, 1):
            continue
        count = 1 if plan.households < 200 else rng.randint(1, 3)
        for number in range(count):
            latest = min(max((end - start).days - 25, 0), 140)
            day = (
                start + timedelta(days=rng.randint(0, latest))
                if not sloppy
                else min(end, date(start.year, start.month + (start.month < 12), 15))
            )
            reached = rng.randint(40, 260) if plan.households >= 200 else rng.randint(12, 60)
            row = writer[JobEvent].add(
                **site.entry(day, verified=number == 0 or not sloppy, late=None if sloppy else 0.0, method="resident_confirm"),
                kind=("push", "fair", "mobile", "online", "home")[(number + day.year + day.month // 7) % 5] if not sloppy else "push",
                held_on=day, place=f"{plan.name}广场" if number == 0 else "综合服务中心", openings_count=rng.randint(5, 30),
                jobs_count=rng.randint(60, 400), reached=100 if sloppy else reached, intents=20 if sloppy else rng.randint(3, reached // 3),
                materials="通知、岗位清单、签到表",
            )  # fmt: skip
            if day + timedelta(days=32) < site.today and (number + day.month) % 4 and not sloppy:
                asked = max(1, row["reached"] // 2)
                row |= {"followed_up_on": day + timedelta(days=31), "asked_30d": asked, "hired_30d": min(asked, row["intents"] // 2)}  # fmt: skip
            fitting = [o["id"] for o in market.openings if abs((o["valid_from"] - day).days) < 60]
            market.event_openings += [(row["id"], pk) for pk in fitting[:6]]


def write_event_openings(markets: list[JobMarket]) -> None:
    """Which openings were shown at which event."""
    through = JobEvent.openings.through
    pairs = [pair for market in markets for pair in market.event_openings]
    through.objects.bulk_create([through(jobevent_id=e, jobopening_id=o) for e, o in pairs], batch_size=2000)


STATES = tuple(state for state, _ in JobRecommendation.State.choices)
REFUSED = {
    "candidate_declined": ("wage", "distance", "care"),
    "not_hired": ("skill", "medical", "employer", "other"),
}


def recommend(
    site: Site,
    writer: Writer,
    market: JobMarket,
    member: Member,
    state: str,
    day: date,
    zero_case: int | None = None,
) -> Row:
    """One recommendation that has come as far as `state`."""
    agreed = state not in ("proposed", "candidate_declined")
    return writer[JobRecommendation].add(
        **site.entry(day, verified=state in ("started", "left", "hired")), person_id=member.row["id"],
        opening_id=site.rng.choice(market.openings)["id"], state=state, zero_case_id=zero_case,
        candidate_consent_on=day + timedelta(days=1) if agreed else None,
        started_on=min(day + timedelta(days=7), site.today - timedelta(days=1)) if state in ("started", "left") else None,
        no_reason=site.rng.choice(REFUSED[state]) if state in REFUSED else "",
    )  # fmt: skip


def write_recommendations(site: Site, writer: Writer, market: JobMarket) -> None:
    """A spread over all states for people of the labour force."""
    rng = site.rng
    people = [m for m in site.labour if m.row and not m.not_in_labour]
    count = max(len(STATES), len(people) // 14)
    for number in range(min(count, len(people))):
        state = (
            STATES[number]
            if number < len(STATES)
            else rng.choice(("started", "started", "hired", "not_hired", "left", "candidate_declined"))
        )
        age = rng.randint(8, 40) if number < len(STATES) else rng.randint(8, 1500)
        recommend(
            site, writer, market, people[(number * 13) % len(people)], state, site.today - timedelta(days=age)
        )
