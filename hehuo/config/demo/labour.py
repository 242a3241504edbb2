"""Jobs of the labour force: employment over time, monthly labour rows, sampled checks, follow-ups, public posts."""

from __future__ import annotations

from datetime import date, timedelta

from hehuo.config.demo.employers import JobMarket
from hehuo.config.demo.families import Family, Member
from hehuo.config.demo.places import Site
from hehuo.config.demo.writer import Row, Writer, moment
from hehuo.livelihood.models import AccuracyCheck, EmploymentSpell, LabourProfile

PLACES = ("settlement", "county", "city", "province", "out_province", "abroad")
UNIT_KINDS = ("unit", "flexible", "odd_jobs", "self", "startup", "farming")
UNIT_WEIGHTS = (62, 14, 9, 6, 2, 7)
OWN_WORK = {
    "flexible": "自由职业",
    "odd_jobs": "零工",
    "self": "个体经营户",
    "startup": "创业",
    "farming": "种养殖",
}
INDUSTRY = {
    "unit": "C", "workshop": "C", "public_post": "S", "self": "F", "startup": "H", "odd_jobs": "E", "farming": "A",
}  # fmt: skip
"""Section of GB/T 4754 that a form of work usually belongs to; the rest are household services."""
WAGES = ("lt1800", "1800-2999", "3000-3999", "4000-5999", "ge6000", "unstated")
POSTS_SHARE = 0.045


def in_labour_force(member: Member) -> bool:
    """Population L of domain §2.0.3, today."""
    return (
        16 <= member.age < 60
        and member.labour_class in ("skilled", "ordinary", "weak_or_half")
        and not member.not_in_labour
    )


def assign_jobs(site: Site) -> None:
    """Where everybody works today; every labour household has somebody in work unless it is told not to."""
    rng, plan = site.rng, site.plan
    k, gone = (1 - plan.on_site) / 0.92, plan.away
    weights = (plan.on_site, 0.46 * k, 0.05 * k, 0.11 * k - 0.25 * gone, 0.2985 * k - 0.75 * gone, 0.0015)
    for family in site.families:
        workers = [m for m in family.members if in_labour_force(m)]
        site.labour += [m for m in family.members if m.age >= 16]
        if family.must_not_work or not workers:
            continue
        away = family.occupancy == "away_working"
        for number, member in enumerate(workers):
            member.leads = number == 0
            if member.job:
                continue
            if number == 0 or away or rng.random() < plan.employed - 0.022:
                member.job = (
                    rng.choices(("province", "out_province"), (25, 75))[0]
                    if away
                    else rng.choices(PLACES, weights)[0]
                )


def write_labour(site: Site, writer: Writer, market: JobMarket) -> None:
    """Spells, profiles and checks of a site."""
    writer[EmploymentSpell].first_known = "confirmed_on=valid_from"
    for family in site.families:
        for member in family.members:
            if member.age >= 16:
                current = _current_spell(site, writer, market, family, member) if member.job else None
                _past_spells(site, writer, market, family, member)
                _profiles(site, writer, family, member, current)
    _accuracy(site, writer)


def _what(site: Site, market: JobMarket, place: str) -> Row:
    """Kind of work, employer and proof that fit a place."""
    rng = site.rng
    wage = rng.choices(WAGES, (6, 30, 34, 22, 5, 3))[0]
    if place in ("settlement", "county") and rng.random() < POSTS_SHARE * 1.8:
        return {"kind": "public_post", "employer_id": None, "employer_name": f"{site.plan.township}办事处", "job_title": "公益岗位",
                "contract_kind": "service", "proof_kind": "contract", "wage_band": "lt1800"}  # fmt: skip
    kind = rng.choices(UNIT_KINDS, UNIT_WEIGHTS)[0]
    if place == "settlement" and kind == "unit" and rng.random() < 0.5:
        kind = "workshop"
    if kind in ("unit", "workshop"):
        employer = rng.choice(market.by_place["out_province" if place == "abroad" else place])
        complete = rng.random() < site.plan.complete
        return {"kind": kind, "employer_id": employer["id"], "employer_name": employer["name"], "job_title": employer["_job"],
                "contract_kind": rng.choices(("labour", "service", "none"), (60, 25, 15))[0] if complete else "",
                "proof_kind": rng.choices(("contract", "payroll", "insurance", "employer", "phone"), (40, 15, 15, 15, 15))[0],
                "wage_band": wage}  # fmt: skip
    return {"kind": kind, "employer_id": None, "employer_name": "", "job_title": OWN_WORK[kind], "contract_kind": "",
            "proof_kind": "licence" if kind in ("self", "startup") else "phone", "wage_band": wage}  # fmt: skip


def _current_spell(site: Site, writer: Writer, market: JobMarket, family: Family, member: Member) -> Row:
    rng, today, sheet = site.rng, site.today, writer[EmploymentSpell]
    floor = max(date(2020, 2, 1), _birthday(member.born, 16))
    since = today - timedelta(days=int(35 + 1500 * rng.random() ** 2))
    since = min(max(since, floor), today - timedelta(days=3))
    timely = (member.leads and site.plan.late < 0.3) or rng.random() < site.plan.timely
    confirmed = today - timedelta(days=rng.randint(1, 26) if timely else rng.randint(38, 90))
    if site.plan.late > 0.3 and timely:
        confirmed = today - timedelta(days=12)
    confirmed = max(confirmed, since)
    row = sheet.add(
        **site.entry(since, by=family.by, verified=rng.random() < 0.8, method="phone_callback"), **_what(site, market, member.job),
        person_id=member.row["id"], place=member.job, valid_from=since, confirmed_on=confirmed,
    )  # fmt: skip
    for day in (confirmed - timedelta(days=30), confirmed):
        if day > since:
            sheet.refreshed.append((row["id"], day, moment(day, 33100 + row["id"] % 800), family.by))
    return row


def _birthday(born: date, years: int) -> date:
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def worked_on(member: Member, day: date) -> bool:
    """Whether the member was of working age and able on a day of the plan's own years."""
    return member.labour_class in ("skilled", "ordinary", "weak_or_half") and (
        _birthday(member.born, 16) <= day < _birthday(member.born, 60) and not member.not_in_labour
    )


def _seasons(site: Site) -> list[tuple[date, date, float]]:
    """(from, to, share in work) of the years 2018 and 2019: pilots are assessed at the end of 2018, all at the end of 2019."""
    found = [(date(2019, 3, 1), date(2020, 1, 20), 0.92)]
    if site.plan.demonstration:
        found.insert(0, (date(2018, 6, 10), date(2019, 2, 20), 0.7 if site.plan.weak_start else 0.93))
    return found


def _past_spells(site: Site, writer: Writer, market: JobMarket, family: Family, member: Member) -> None:
    rng, sheet = site.rng, writer[EmploymentSpell]
    for start, end, share in _seasons(site):
        november = date(start.year, 11, 30)
        lead = next((m for m in family.members if worked_on(m, november)), None)
        weak = start.year == 2018 and site.plan.weak_start
        always = member is lead and not (weak and rng.random() < 0.15)
        if not worked_on(member, november) or not (always or rng.random() < share):
            continue
        since, until = start + timedelta(days=rng.randint(0, 60)), end - timedelta(days=rng.randint(0, 15))
        confirmed = date(start.year, 11, rng.randint(5, 28))
        since = min(max(since, _birthday(member.born, 16)), confirmed)
        place = member.job or rng.choice(PLACES[:5])
        row = sheet.add(
            **site.entry(since, by=family.by, verified=rng.random() < 0.8), **_what(site, market, place), person_id=member.row["id"],
            place=place, valid_from=since, valid_to=until, confirmed_on=confirmed, end_reason=rng.choice(("季节性返乡", "合同到期", "换岗")),
        )  # fmt: skip
        sheet.refreshed.append((row["id"], confirmed, moment(confirmed, 33100 + row["id"] % 800), family.by))


def _status(site: Site, member: Member, employed: bool) -> tuple[str, str]:
    """Employment status and, where one is due, the reason of having no work."""
    rng = site.rng
    if member.not_in_labour:
        return {"student": "in_school", "military": "military", "prison": "prison"}[member.not_in_labour], ""
    if member.age >= 60 and not employed:
        return "retired", ""
    if employed:
        return "employed", ""
    if member.labour_class in ("lost", "none"):
        return "lost", ""
    status = rng.choices(("unemployed", "unwilling", "caring", "unreachable"), (55, 15, 25, 5))[0]
    reasons = ("care", "illness", "no_skill", "age", "language", "no_job", "not_away", "waiting", "other")
    return status, rng.choice(reasons) if status in (
        "unemployed",
        "unwilling",
    ) else "care" if status == "caring" else ""


def _profiles(site: Site, writer: Writer, family: Family, member: Member, current: Row | None) -> None:
    today, rng = site.today, site.rng
    month = today.replace(day=1)
    if today.day <= 5:
        month = (month - timedelta(days=1)).replace(day=1)
    timely = rng.random() < site.plan.timely
    span = min(24, (today - month).days)
    day = (
        today - timedelta(days=rng.randint(1, span))
        if timely
        else month - timedelta(days=rng.randint(10, 40))
    )
    if site.plan.late > 0.3 and timely:
        day = today - timedelta(days=min(span, 12))
    if member.age < 60 or current or rng.random() < 0.2:
        _profile(site, writer, family, member, current, month, day)
    if site.plan.code[:3] in ("D03", "D06", "D12") and 16 < member.age < 60:
        before = (month - timedelta(days=1)).replace(day=1)
        _profile(site, writer, family, member, current, before, before + timedelta(days=rng.randint(3, 24)))
    for start, _, _ in _seasons(site):
        month = date(start.year, 11, 1)
        if _birthday(member.born, 16) <= month < _birthday(member.born, 60):
            employed = {
                "place": member.job or "county",
                "kind": "unit",
                "employer_name": "",
                "job_title": "务工",
                "valid_from": start,
            }
            worked = employed if worked_on(member, month) and rng.random() < 0.93 else None
            _profile(site, writer, family, member, worked, month, month + timedelta(days=rng.randint(4, 27)))


def _profile(
    site: Site, writer: Writer, family: Family, member: Member, job: Row | None, month: date, confirmed: date
) -> None:
    rng = site.rng
    status, reason = _status(site, member, job is not None)
    complete = rng.random() < site.plan.complete
    values = {"employment_status": status, "unemployed_reason": reason if complete else "", "confirmed_on": confirmed,
              "labour_class": member.labour_class or "none", "confirm_mode": "入户" if complete else "",
              "confirmed_by": "网格员" if complete else ""}  # fmt: skip
    if status == "employed" and job:
        values |= {
            "employment_type": job["kind"], "work_place": job["place"], "employer_name": job["employer_name"], "job_title": job["job_title"],
            "started_on": job["valid_from"] if job["valid_from"] <= confirmed else confirmed,
            "months_this_year": min(12, max(1, confirmed.month - rng.randint(0, 4))), "wage_band": job.get("wage_band", ""),
            "industry": INDUSTRY.get(job["kind"], "O") if complete else "",
            "contract": "yes" if job.get("contract_kind") not in (None, "", "none", "oral") else "no" if complete else "unclear",
            "insurance": ("yes", "no", "unclear", "yes")[member.row["id"] % 4],
        }  # fmt: skip
    elif status == "unemployed":
        values |= {
            "job_wish": rng.choice(("县内务工", "就近工厂", "保洁保安", "照看孩子能兼顾")),
            "training_wish": rng.choice(("家政", "缝纫", "电工", "")),
            "wage_wish_yuan": 2000 + 500 * (member.row["id"] % 5) if complete else None,
            "place_wish": ("county", "settlement", "city", "out_province")[member.row["id"] % 4]
            if complete
            else "",
        }
    if member.labour_class == "skilled":
        values |= {
            "skills": rng.choice(("焊工", "电工", "厨师", "刺绣", "驾驶")),
            "cert_level": rng.choice(("专项能力", "五级", "四级")),
        }
    writer[LabourProfile].add(
        **site.entry(confirmed, by=family.by, late=min(site.plan.late, 0.2)),
        person_id=member.row["id"],
        snapshot_month=month,
        **values,
    )


def _accuracy(site: Site, writer: Writer) -> None:
    """A sample of at least 30 persons a quarter and ledger, checked by telephone or visit."""
    rng = site.rng
    people = [m for m in site.labour if in_labour_force(m)]
    for book in ("labour", "employment"):
        pool = people if book == "labour" else [m for m in people if m.job]
        for around in (
            site.today - timedelta(days=20),
            date(2019, 11, 10),
            *((date(2018, 11, 8),) if site.plan.demonstration else ()),
        ):
            for member in rng.sample(pool, min(len(pool), 32)):
                accurate = site.plan.accurate if not (site.plan.weak_start and around.year == 2018) else 0.86
                right = sum(rng.random() < accurate for _ in range(10))
                day = around - timedelta(days=rng.randint(0, 15))
                writer[AccuracyCheck].add(
                    **site.entry(day, by=site.committee, verified=True, method="phone_callback"), person_id=member.row["id"], book=book,
                    checked_on=day, fields_checked=10, fields_right=right, mode=rng.choice(("phone", "visit")),
                )  # fmt: skip
