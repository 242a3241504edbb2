"""Zero-employment cases in every state, public-welfare posts, follow-ups of new jobs."""

from __future__ import annotations

from datetime import date, timedelta

from hehuo.config.demo.awkward import WANTED
from hehuo.config.demo.employers import JobMarket, recommend
from hehuo.config.demo.families import Family
from hehuo.config.demo.labour import in_labour_force
from hehuo.config.demo.names import full_name, surname
from hehuo.config.demo.places import UNVERIFIED, Site
from hehuo.config.demo.writer import Row, Writer, moment
from hehuo.livelihood.models import (
    EmploymentSpell,
    PublicPostMonth,
    PublicWelfareAssignment,
    RetentionFollowup,
    ZeroEmploymentCase,
)

JOBLESS = ("suspected", "verified", "planned", "offering", "exempted", "reopened")
"""States in which nobody of the household works."""

FRESH_DAYS = 6
"""The household of D06 that found work last week."""


def choose_zero_families(site: Site) -> None:
    """Pick the households of the plan's cases before jobs are given out."""
    wanted = site.plan.zero_states
    pool = [
        f for f in site.families[len(WANTED.get(site.plan.code, ())) :]
        if f.occupancy in ("resident", "resident_partly") and not f.since and any(map(in_labour_force, f.members))
    ]  # fmt: skip
    pool.sort(key=lambda family: sum(map(in_labour_force, family.members)))
    chosen = site.rng.sample(pool[: 3 * len(wanted)], len(wanted))
    for family, state in zip(chosen, wanted, strict=True):
        family.row["_zero"] = state
        family.must_not_work = state in JOBLESS


def write_zero_cases(site: Site, writer: Writer, market: JobMarket, chosen: list[tuple[Family, str]]) -> None:
    """Every case with the steps that led to its state."""
    for family, state in chosen:
        row = _case(site, writer, family, state)
        if state in ("offering", "employed", "watching", "closed", "reopened"):
            worker = next(m for m in family.members if in_labour_force(m))
            for outcome in (
                "candidate_declined",
                "not_hired",
                "interviewed" if state in ("offering", "reopened") else "started",
            ):
                recommend(
                    site,
                    writer,
                    market,
                    worker,
                    outcome,
                    row["found_on"] + timedelta(days=4),
                    zero_case=row["id"],
                )


def _case(site: Site, writer: Writer, family: Family, state: str) -> Row:
    rng, today = site.rng, site.today
    age = {
        "suspected": 3,
        "verified": 9,
        "planned": 14,
        "offering": 22,
        "reopened": 24,
        "employed": 30,
        "watching": 75,
    }.get(state, 420)
    age = 40 if state == "exempted" else age
    found = today - timedelta(days=age + (2 if state in ("closed", "dismissed") else 0))
    confirmed = found + timedelta(days=3) if state not in ("suspected", "dismissed") else None
    planned = found + timedelta(days=5) if confirmed and state not in ("verified", "exempted") else None
    worker = next(m for m in family.members if in_labour_force(m))
    employed = None
    if state in ("employed", "watching", "closed"):
        employed = today - timedelta(days=FRESH_DAYS) if state == "employed" else found + timedelta(days=20)
        _start_work(site, writer, worker.row["id"], employed)
    exempt = state == "exempted"
    values = {
        "household_id": family.row["id"], "state": state, "found_by": rng.choice(("system", "visit", "application")), "found_on": found,
        "confirmed_on": confirmed, "obstacles": "缺少技能，需要照看孩子", "plan": "推荐三个就近岗位，安排技能培训" if planned else "",
        "planned_on": planned, "employed_person_id": worker.row["id"] if employed else None, "employed_on": employed,
        "proof": "劳动合同和电话核实" if employed else "", "exempt": ("care" if site.plan.code[:3] != "D11" else "illness_pending") if exempt else "none",
        "exempt_from": confirmed if exempt else None, "exempt_review_on": today + timedelta(days=130) if exempt else None,
        "watch_until": employed + timedelta(days=90) if employed else None,
        "closed_on": found + timedelta(days=115) if state == "closed" else None,
    }  # fmt: skip
    if confirmed:
        values |= {
            "first_confirmer": full_name(rng, surname(rng), True),
            "second_confirmer": full_name(rng, surname(rng), False),
        }
    started = {"state": "suspected", "confirmed_on": None, "planned_on": None, "employed_on": None, "employed_person_id": None, "closed_on": None,
               "plan": "", "proof": "", "exempt": "none", "exempt_from": None, "exempt_review_on": None, "watch_until": None}  # fmt: skip
    sheet = writer[ZeroEmploymentCase]
    if state == "suspected":
        return sheet.add(**site.entry(found, late=0.0), **values)
    row = sheet.add(**site.entry(found, by=family.by, late=0.0, lag=0), **(values | started))
    _steps(site, sheet, row, values, found)
    return row


def _steps(site: Site, sheet, row: Row, values: Row, found: date) -> None:
    """What became known when: confirmed, planned, in work, closed."""
    first = values["confirmed_on"] or found + timedelta(days=2)
    step = {"state": "verified" if values["confirmed_on"] else "dismissed", "confirmed_on": values["confirmed_on"], "status": "verified",
            "verified_by_id": site.secretary, "verified_on": first, "verify_method": "site_visit"}  # fmt: skip
    sheet.revise(row, moment(first, 33500), site.secretary, "两人上门核实", **step)
    if values["planned_on"]:
        sheet.revise(
            row,
            moment(values["planned_on"], 33500),
            site.committee,
            "制定帮扶计划",
            state="planned",
            plan=values["plan"],
            planned_on=values["planned_on"],
        )
    if values["employed_on"]:
        sheet.revise(row, moment(values["employed_on"] + timedelta(days=1), 33500), site.committee, "已上岗", **{
            k: values[k] for k in ("employed_on", "employed_person_id", "proof", "watch_until")}, state="employed")  # fmt: skip
    if row["state"] != values["state"]:
        at = values["closed_on"] or min(
            site.today - timedelta(days=1),
            (values["employed_on"] or values["planned_on"] or first) + timedelta(days=8),
        )
        sheet.revise(
            row,
            moment(at, 33800),
            site.committee,
            "办理进展",
            **{k: v for k, v in values.items() if row[k] != v},
        )


def _start_work(site: Site, writer: Writer, person_id: int, day: date) -> None:
    """The person of a solved case begins on that day, not earlier."""
    for spell in reversed(writer[EmploymentSpell].rows):
        if spell["person_id"] == person_id and spell["valid_to"] is None:
            spell.update(
                UNVERIFIED | site.entry(day, late=0.0),
                valid_from=day,
                occurred_on=day,
                confirmed_on=max(day, spell["confirmed_on"]),
            )
            writer[EmploymentSpell].refreshed = [
                r for r in writer[EmploymentSpell].refreshed if r[0] != spell["id"]
            ]
            return


POST_STATES = (
    "demand_approved",
    "announced",
    "applied",
    "reviewed",
    "publicised",
    "contracted",
    "paid",
    "renewed",
    "ended",
    "terminated",
)
DUTIES = (
    "cleaning",
    "patrol",
    "greening",
    "forest",
    "road",
    "water",
    "elderly",
    "children",
    "facility",
    "assistant",
    "job_info",
    "other",
)
EXITS = ("expired", "other_job", "death", "unfit", "voluntary", "other")


def write_public_posts(site: Site, writer: Writer) -> None:
    """One running post for each public-post spell; a spread of other states for people without one."""
    busy = set()
    for number, spell in enumerate(
        s for s in writer[EmploymentSpell].rows if s["kind"] == "public_post" and s["valid_to"] is None
    ):
        busy.add(spell["person_id"])
        _post(
            site,
            writer,
            spell["person_id"],
            "renewed" if number % 12 == 5 else "paid" if number % 3 else "on_duty",
            number,
            max(spell["valid_from"], site.today - timedelta(days=1000)),
        )
    rest = [m for m in site.labour if in_labour_force(m) and m.row["id"] not in busy]
    wanted = [*POST_STATES, *(["ended", "terminated"] * (len(busy) // 6 + 2))]
    for number, (state, member) in enumerate(zip(wanted, rest, strict=False)):
        age = 20 if state in POST_STATES[:6] else 900
        _post(site, writer, member.row["id"], state, number, site.today - timedelta(days=age))


def _post(site: Site, writer: Writer, person_id: int, state: str, number: int, day: date) -> None:
    signed = state in ("contracted", "on_duty", "paid", "renewed", "ended", "terminated")
    gone = state in ("ended", "terminated")
    until = day + timedelta(days=300) if gone else day + timedelta(days=1095)
    month = site.today.replace(day=1) - timedelta(days=1)
    post = writer[PublicWelfareAssignment].add(
        **site.entry(day, verified=signed), post_type=DUTIES[number % len(DUTIES)], state=state, employer_name=f"{site.plan.township}办事处",
        person_id=None if state in POST_STATES[:2] else person_id, publicised_on=day - timedelta(days=12) if signed else day if state == "publicised" else None,
        hardship_category=site.rng.choice(("搬迁劳动力", "大龄", "零就业家庭成员", "残疾")),
        contract_from=day if signed else None, contract_to=until if signed else None, subsidy_fen=157000 if signed else None,
        last_duty_month=month.replace(day=1) if state in ("on_duty", "paid", "renewed") and month >= day else None,
        exit_reason=("expired" if state == "ended" else EXITS[1 + number % 5]) if gone else "",
    )  # fmt: skip
    if post["last_duty_month"]:
        with site.aside():
            _duty_months(site, writer, post, day)


def _duty_months(site: Site, writer: Writer, post: Row, since: date) -> None:
    """The last three months of a holder who works: full, a day short, the newest not paid everywhere."""
    month = post["last_duty_month"]
    for back in range(3):
        last = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        if last >= since:
            paid = last + timedelta(days=12)
            waits = paid >= site.today or (back == 0 and post["id"] % 5 == 0)
            writer[PublicPostMonth].add(
                **site.entry(min(last, site.today - timedelta(days=1)), late=0.0), post_id=post["id"], person_id=post["person_id"], month=month,
                days_due=22, days_on=22 - (post["id"] + back) % 3, subsidy_fen=157000, paid_on=None if waits else paid,
            )  # fmt: skip
        month = (month - timedelta(days=1)).replace(day=1)


def write_retention(site: Site, writer: Writer) -> None:
    """Day 7, 30, 90 and 180 for a quarter of the jobs that began within the last year."""
    rng, today = site.rng, site.today
    for spell in writer[EmploymentSpell].rows:
        if spell["valid_to"] is None and (today - spell["valid_from"]).days < 365 and rng.random() < 0.25:
            for day in (7, 30, 90, 180):
                due = spell["valid_from"] + timedelta(days=day + rng.randint(0, 3))
                if due < today:
                    trouble = rng.random() < 0.1
                    writer[RetentionFollowup].add(
                        **site.entry(due, late=site.plan.late / 2), spell_id=spell["id"], day=day, still_employed=True,
                        problem="加班多" if trouble else "", action="与单位沟通排班" if trouble else "",
                    )  # fmt: skip
