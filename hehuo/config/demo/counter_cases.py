"""Service cases in every state, notices, pauses, ratings with their answers, rights that were linked, interviews."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hehuo.config.demo.desks import is_sloppy, spans
from hehuo.config.demo.places import Site
from hehuo.config.demo.writer import Row, Writer
from hehuo.org.workdays import WorkCalendar
from hehuo.residents.models import Interview
from hehuo.services.models import CasePause, EntitlementLink, OneTimeNotice, ServiceCase, ServiceRating

CALENDAR = WorkCalendar({})
LIVE_STATES = ("consulted", "registered", "noticed", "accepted", "accepted", "forwarded", "paused", "decided")
ENDED_STATES = ("delivered", "rated", "archived", "archived", "rated", "archived", "not_accepted", "withdrawn", "archived", "rated")  # fmt: skip
LEVELS = ("very_good", "good", "very_good", "good", "fair", "good", "very_good")
KINDS = ("hukou", "school", "doctor", "insurance", "pension", "allowance", "disability")
LINK_STATES = ("done", "done", "done", "done", "not_needed", "pending", "refused", "lost")


def write_counter_cases(site: Site, writer: Writer) -> None:
    """Cases, ratings, rights and interviews of one settlement."""
    items, people = site.notes["service_items"]["items"], grown_up(site)
    share = (0.2, 0.1)
    for (first, last), part in zip(spans(site.today), share, strict=True):
        for number in range(max(10, round(site.plan.households * part))):
            day = first + timedelta(30 + site.rng.randint(0, (last - first).days - 50))
            write_ended(site, writer, items, people, CALENDAR.add_working_days(day, 1).day, number)
    for number in range(8 if site.plan.households < 400 else 24):
        _live(site, writer, items, people, number)
    if (site.plan.full_households or site.plan.households) >= 400:
        _bad_lately(site, writer, items, people)
    _entitlements(site, writer, people)
    _interviews(site, writer)


def grown_up(site: Site) -> list[int]:
    """Everybody who may apply."""
    return [m.row["id"] for f in site.families for m in f.members if m.row.get("id") and m.age >= 18]


def _base(site: Site, item: Row, people: list[int], day: date, number: int) -> dict[str, Any]:
    rng = site.rng
    counter = site.notes.setdefault("case_numbers", {})
    counter[day] = counter.get(day, 0) + 1
    agency = "agent" if number % 11 == 5 else "helped" if number % 7 == 3 else "self"
    who = site.committee if rng.random() < 0.7 else site.secretary
    return {
        **site.entry(day, by=who), "case_no": f"BJ{day:%Y%m%d}{counter[day]:03d}", "item_id": item["id"], "applicant_id": rng.choice(people),
        "agency": agency, "agent_name": "社区帮办员" if agency == "agent" else "", "first_contact_id": who, "owner_id": who,
        "authority_no": f"授权{number}" if agency == "agent" and not (is_sloppy(site) and number % 2) else "", "submitted_on": day,
    }  # fmt: skip


def write_ended(site: Site, writer: Writer, items: list, people: list[int], day: date, number: int) -> None:
    """A case that came to its end, with what was asked for, paused and said on the way."""
    rng, state = site.rng, ENDED_STATES[number % len(ENDED_STATES)]
    item, materials = items[number % len(items)]
    values = _base(site, item, people, day, number)
    if state == "not_accepted":
        writer[ServiceCase].add(
            **values, state=state, result_reason="不属于本级办理范围，已告知到县级窗口办理。"
        )
        return
    noticed = number % 6 == 1
    accepted = CALENDAR.add_working_days(day, 3).day if noticed else day
    paused = 4 if number % 17 == 6 else 0
    due = CALENDAR.add_working_days(accepted, item["promised_days"] + paused).day
    slow = rng.random() < (
        0.3 if is_sloppy(site) else 0.15 if site.plan.weak_start and day.year == 2018 else 0.03
    )
    took = item["promised_days"] + 4 if slow else rng.randint(0, item["promised_days"]) + paused
    decided = min(CALENDAR.add_working_days(accepted, took).day, site.today - timedelta(2))
    result = "withdrawn" if state == "withdrawn" else rng.choice(("granted",) * 12 + ("refused", "returned"))
    delivered = (
        None
        if state == "withdrawn"
        else min(decided + timedelta(rng.randint(0, 2)), site.today - timedelta(1))
    )
    made = writer[ServiceCase].add(
        **values, state=state, accepted_on=accepted, due_on=due, paused_days=paused, decided_on=decided, result=result,
        joint_units="派出所、民政办" if number % 13 == 7 else "", joint_from=accepted if number % 13 == 7 else None,
        result_reason={"granted": "", "withdrawn": "申请人不再需要办理"}.get(result, "材料与条件不符"), delivered_on=delivered,
        explanation="经办人外出，已向您致歉。" if decided > due and not is_sloppy(site) else "",
        delivery="" if delivered is None or (is_sloppy(site) and number % 5 == 2) else rng.choice(ServiceCase.Delivery.values),
    )  # fmt: skip
    if noticed:
        _notice(site, writer, made, materials, CALENDAR.add_working_days(day, 1).day, accepted)
    if paused:
        starts = CALENDAR.add_working_days(accepted, 1).day
        writer[CasePause].add(
            **site.entry(starts), case_id=made["id"], ground="notice", starts_on=starts, ends_on=CALENDAR.add_working_days(starts, 4).day
        )  # fmt: skip
    if state in ("rated", "archived") and number % 4 != 3 and delivered is not None:
        _rating(site, writer, made, delivered, number)


def _notice(
    site: Site, writer: Writer, case: Row, materials: tuple, given: date, supplemented: date | None
) -> None:
    writer[OneTimeNotice].add(
        **site.entry(given, by=case["first_contact_id"]), case_id=case["id"], given_on=given, missing=materials[-1],
        channel=site.rng.choice(OneTimeNotice.Channel.values), supplemented_on=supplemented,
    )  # fmt: skip


def _rating(site: Site, writer: Writer, case: Row, delivered: date, number: int) -> None:
    rng, today = site.rng, site.today
    bad = number % (9 if is_sloppy(site) else 23) == 4
    level = ("bad", "very_bad")[number % 2] if bad else rng.choice(LEVELS)
    rated = min(delivered + timedelta(rng.randint(0, 3)), today - timedelta(1))
    other = site.secretary if case["first_contact_id"] == site.committee else site.committee
    values: dict[str, Any] = {"level": level, "rated_on": rated, "state": "settled", "cause": ""}
    if bad:
        call_by = CALENDAR.add_working_days(rated, 1).day
        answer_by = CALENDAR.add_working_days(rated, 15).day
        values |= {
            "cause": rng.choice(("slow", "runs", "materials", "manner")),
            "contact_due_on": call_by,
            "answer_due_on": answer_by,
        }
        values |= _followed(site, call_by, answer_by, number)
    writer[ServiceRating].add(**site.entry(rated, by=other), case_id=case["id"], **values)


def _bad_lately(site: Site, writer: Writer, items: list, people: list[int]) -> None:
    """A bad rating of the last weeks in each state."""
    known = CALENDAR
    for number, (state, ago) in enumerate((("open", 1), ("contacted", 5), ("answered", 16), ("rerated", 30))):
        rated = site.today - timedelta(ago)
        day = rated - timedelta(6)
        base = _base(site, items[1][0], people, day, number)
        case = writer[ServiceCase].add(
            **base, state="rated", accepted_on=day, due_on=known.add_working_days(day, 0).day, decided_on=day, result="granted",
            delivered_on=day, delivery="window",
        )  # fmt: skip
        call_by, answer_by = known.add_working_days(rated, 1).day, known.add_working_days(rated, 15).day
        values: dict[str, Any] = {"state": state, "contact_due_on": call_by, "answer_due_on": answer_by}
        if state != "open":
            values["contacted_on"] = min(call_by, site.today - timedelta(1))
        if state in ("answered", "rerated"):
            values |= {"answered_on": rated + timedelta(10), "answer": "已补办并当面说明"}
        if state == "rerated":
            values |= {"second_level": "fair", "second_rated_on": rated + timedelta(14)}
        other = site.secretary if case["first_contact_id"] == site.committee else site.committee
        writer[ServiceRating].add(
            **site.entry(rated, by=other), case_id=case["id"], level="bad", cause="runs", rated_on=rated, words="跑了两趟才办好", **values
        )  # fmt: skip


def _followed(site: Site, call_by: date, answer_by: date, number: int) -> dict[str, Any]:
    today = site.today
    late = is_sloppy(site) and number % 2 == 0
    contacted = min(call_by + timedelta(6) if late else call_by, today - timedelta(1))
    answered = max(contacted, answer_by - timedelta(5))
    values = {
        "state": "answered",
        "contacted_on": contacted,
        "answered_on": min(answered, today - timedelta(1)),
        "answer": "已向申请人说明并改进流程",
    }
    if number % 2 and answered + timedelta(3) < today:
        values |= {"state": "rerated", "second_level": "good", "second_rated_on": answered + timedelta(3)}
    return values


def _live(site: Site, writer: Writer, items: list, people: list[int], number: int) -> None:
    state = LIVE_STATES[number % len(LIVE_STATES)]
    item, materials = items[(number * 3 + 2) % len(items)]
    overdue = number % 8 == 4 and (is_sloppy(site) or number == 4)
    day = site.today - timedelta(30 if overdue else site.rng.randint(2, 5))
    values = _base(site, item, people, day, number)
    if state in ("accepted", "forwarded", "paused", "decided"):
        values |= {"accepted_on": day, "due_on": CALENDAR.add_working_days(day, item["promised_days"]).day}
    if state == "forwarded":
        values |= {"forwarded_to": "县级窗口", "forwarded_on": day}
    if state == "decided":
        values |= {"decided_on": min(values["due_on"], site.today - timedelta(1)), "result": "granted"}
    if state == "accepted" and number % 3 == 0:
        values["handover_to_id"] = site.secretary if values["owner_id"] == site.committee else site.committee
    made = writer[ServiceCase].add(**values, state=state)
    if state == "noticed":
        _notice(site, writer, made, materials, day + timedelta(1), None)
    if state == "paused":
        writer[CasePause].add(
            **site.entry(day + timedelta(1)),
            case_id=made["id"],
            ground="expert",
            starts_on=day + timedelta(1),
        )


def _entitlements(site: Site, writer: Writer, people: list[int]) -> None:
    rng, today = site.rng, site.today
    for number, person in enumerate(rng.sample(people, max(8, min(len(people) // 12, 260)))):
        state = LINK_STATES[number % len(LINK_STATES)]
        open_ = state in ("pending", "lost")
        day = (
            today - timedelta(rng.randint(3, 60))
            if open_
            else date(2018, 8, 1) + timedelta(rng.randint(0, 400))
        )
        write_link(site, writer, person, day, number, state)


def write_link(site: Site, writer: Writer, person: int, day: date, number: int, state: str) -> None:
    """A right of a person that had to be linked after the move."""
    open_ = state in ("pending", "lost")
    writer[EntitlementLink].add(
        **site.entry(day, verified=state == "done" and number % 2 == 0), person_id=person, kind=KINDS[number % len(KINDS)], state=state,
        next_action="联系主管部门，带本人到窗口办理" if open_ else "",
        due_on=site.today + timedelta(site.rng.randint(-4, 25)) if open_ else None,
        settled_on=day + timedelta(20) if state == "done" else None,
    )  # fmt: skip


def _interviews(site: Site, writer: Writer) -> None:
    days = (
        date(2018, 11, 8),
        date(2019, 6, 12),
        date(2019, 11, 14),
        site.today - timedelta(70),
        site.today - timedelta(12),
    )
    for round_no, day in enumerate(days):
        write_round(site, writer, day, round_no, 10 + min(30, site.plan.households // 20))


def write_round(site: Site, writer: Writer, day: date, round_no: int, sheets: int) -> None:
    """One round of interviews: so many sheets of a day."""
    rng, plan = site.rng, site.plan
    better = 0.6 if is_sloppy(site) else 0.96 if plan.late < 0.02 else 0.86
    know = 0.55 if plan.weak_start and day.year == 2018 else better
    for number in range(1, sheets + 1):
        refused = rng.random() < 0.06
        values: dict[str, Any] = {"refused": True} if refused else _answers(site, know, better)
        writer[Interview].add(
            **site.entry(day, verified=rng.random() < 0.6), draw="volunteered" if number % 14 == 0 else "arranged" if
            is_sloppy(site) and number % 9 == 0 else "random", batch_name=f"{day:%Y年%m月}抽样", sheet_no=str(number),
            asker=Interview.Asker.values[round_no % 4], asked_on=day, **values,
        )  # fmt: skip


def _answers(site: Site, know: float, better: float) -> dict[str, Any]:
    roll = site.rng.random
    return {
        "age_band": site.rng.choice(("young", "middle", "middle", "old", "old", "minor")),
        "covenants_named": (2 + int(roll() * 4)) if roll() < know else int(roll() * 2),
        "feels_safe": ("safe" if roll() < 0.7 else "mostly") if roll() < better + 0.04 else "unsafe",
        "satisfied": "" if roll() < 0.05 else ("yes" if roll() < 0.6 else "very") if roll() < better else "fair" if roll() < 0.7 else "no",
    }  # fmt: skip
