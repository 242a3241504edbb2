"""Covenant, meetings, duty, deputies, requests, practical matters: two years of 2018–2019 and the last months of today."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hehuo.config.demo.neighbourhood_cases import write_duty, write_mediation, write_mutual_aid
from hehuo.config.demo.places import Site
from hehuo.config.demo.writer import Row, Writer
from hehuo.neighbourhood.models import (
    CourtyardMeeting,
    CovenantPractice,
    DeputyContact,
    MeetingResolution,
    PracticalMatter,
    RequestPause,
    ResidentCovenant,
    ResidentRequest,
    ResidentsMeeting,
    SystemDocument,
)
from hehuo.neighbourhood.requests.models import LIMITS
from hehuo.org.workdays import WorkCalendar

START = date(2018, 6, 4)
OLD_END = date(2019, 12, 31)
TEXT = "一、爱国爱家，感恩奋进。二、语言文明，邻里互敬。三、爱护公物，不乱停乱放。四、红白喜事从简。五、垃圾入桶，楼道畅通。"
SAYINGS = {
    "property": ("单元门口路灯不亮", "楼道扶手松动"), "utilities": ("水压不足", "电表箱门损坏"), "noise": ("夜间音响声大", "楼上装修太早"),
    "education": ("想了解转学手续",), "medical": ("医保报销怎么办理",), "jobs": ("想找离家近的工作",), "certificates": ("居住证怎么办",),
    "sanitation": ("垃圾桶不够",), "other": ("想借用活动室",),
}  # fmt: skip
SHARES = {
    "utilities": 24, "property": 21, "noise": 14, "education": 4, "medical": 5, "jobs": 12, "certificates": 11, "sanitation": 5, "other": 4,
}  # fmt: skip
"""Kinds of request in the demo, after domain §5.3."""
ENDS = (
    "not_accepted", "merged", "transferred_mediation", "transferred_petition", "transferred_police", "transferred_emergency",
)  # fmt: skip
OPEN = (
    "reported", "accepted", "dispatched", "rejected_by_unit", "processing", "suspended", "handled", "fed_back", "checked", "escalated",
)  # fmt: skip
MATTERS = (
    "加装路灯",
    "修补水沟",
    "增设晾衣架",
    "安装休闲座椅",
    "补画停车线",
    "设置老人扶手",
    "接通校车站点",
    "更换单元门锁",
)


AGENDAS = ("审议居规民约", "讨论公共收益使用", "审议居规民约修订", "商量停车和夜间噪声")


def write_neighbourhood(site: Site, writer: Writer) -> None:
    """All ledgers of items 1, 3 and 4 of one settlement."""
    calendar = WorkCalendar({})
    meetings = _residents_meetings(site, writer)
    _covenants(site, writer, meetings)
    yards = write_courtyards(site, writer, spans(site.today))
    write_resolutions(site, writer, yards, meetings[1:2])
    _systems(site, writer)
    requests = _requests(site, writer, calendar)
    _matters(site, writer, requests)
    _deputies(site, writer, requests)
    write_duty(site, writer, calendar)
    write_mediation(site, writer)
    write_mutual_aid(site, writer)


def spans(today: date) -> list[tuple[date, date]]:
    """The plan's years, and the last half-year; `between` fills the time that lies between them."""
    return [(START, OLD_END), (today - timedelta(183), today - timedelta(1))]


def _residents_meetings(site: Site, writer: Writer) -> list[Row]:
    days = (date(2018, 8, 18), date(2019, 3, 9), date(2019, 11, 16), site.today - timedelta(40))
    return [write_meeting(site, writer, day, number, few=number == 1) for number, day in enumerate(days)]


def write_meeting(site: Site, writer: Writer, day: date, number: int, *, few: bool = False) -> Row:
    """A residents' meeting with its vote; `few` came, so that it had no quorum."""
    rng, due = site.rng, max(20, site.plan.households * 3 // 4)
    present = int(due * (0.46 if few else rng.uniform(0.56, 0.82)))
    women = present * rng.randint(35, 55) // 100
    yes = present * rng.randint(82, 97) // 100
    return writer[ResidentsMeeting].add(
        **site.entry(day, verified=True), kind=("household_reps", "representatives")[number % 2], notice_on=day - timedelta(9),
        held_on=day, place="居民活动室", eligible_count=due, present_count=present, women_present=women,
        agenda=AGENDAS[number % len(AGENDAS)],
        votes_for=yes, votes_against=(present - yes) // 2, votes_abstain=(present - yes) - (present - yes) // 2,
        minutes="会议由社区书记主持，参会人员逐项讨论并表决。",
    )  # fmt: skip


def _covenants(site: Site, writer: Writer, meetings: list[Row]) -> None:
    plan, today = site.plan, site.today
    weak = plan.late > 0.3
    first = _covenant(site, writer, 1, date(2018, 7, 2), meetings[0], healthy_life=not weak)
    if plan.code[:3] == "D12":  # adopted, never filed or posted: four steps of five
        first |= {
            "state": "adopted",
            "filed_on": None,
            "filed_to": "",
            "filing_no": "",
            "published_on": None,
            "published_places": "",
        }
        return
    first["penalty_clause"] = weak
    second_day = date(2019, 10, 8)
    latest = first
    if not plan.weak_start:
        first |= {"state": "replaced", "valid_to": meetings[2]["held_on"] + timedelta(6)}
        latest = _covenant(site, writer, 2, second_day, meetings[2], healthy_life=True)
    stages = ("planned", "consulted", "drafted", "reviewed", "adopted")
    state = stages[site.number % len(stages)]
    begun = today - timedelta(60)
    steps = stages.index(state)
    writer[ResidentCovenant].add(
        **site.entry(begun), title=f"{plan.name}居规民约", version_no=3, text=TEXT, state=state, speaks_kindly=True,
        behaves_well=True, mutual_respect=True, courtesy=True, healthy_life=True,
        consulted_from=begun if steps >= 1 else None, consulted_to=begun + timedelta(9) if steps >= 1 else None,
        opinions=23 if steps >= 1 else None, drafted_on=begun + timedelta(14) if steps >= 2 else None,
        reviewed_on=begun + timedelta(18) if steps >= 3 else None, review_result="pass" if steps >= 3 else "",
        reviewer=f"{plan.township}司法所" if steps >= 3 else "", meeting_id=meetings[3]["id"] if steps >= 4 else None,
        adopted_on=meetings[3]["held_on"] if steps >= 4 else None, quorum_met=steps >= 4,
    )  # fmt: skip
    write_practices(site, writer, first, latest, spans(today))


def _covenant(site: Site, writer: Writer, version: int, begun: date, meeting: Row, **themes: bool) -> Row:
    held = meeting["held_on"]
    return writer[ResidentCovenant].add(
        **site.entry(begun, verified=True), title=f"{site.plan.name}居规民约", version_no=version, text=TEXT, state="in_force",
        speaks_kindly=True, behaves_well=True, mutual_respect=True, courtesy=True, **themes, other_themes="移风易俗、环境卫生",
        audio_languages="普通话、苗语", consulted_from=begun, consulted_to=begun + timedelta(9), opinions=site.rng.randint(6, 60),
        drafted_on=begun + timedelta(15), reviewed_on=begun + timedelta(20), review_result="pass",
        reviewer=f"{site.plan.township}司法所", meeting_id=meeting["id"], adopted_on=held, quorum_met=True,
        filed_on=held + timedelta(4), filed_to=site.plan.township, filing_no=f"备〔{held.year}〕{version}号",
        published_on=held + timedelta(6), published_places="公示栏、楼栋门口",
    )  # fmt: skip


def write_practices(
    site: Site, writer: Writer, first: Row, latest: Row, stretches: list[tuple[date, date]]
) -> None:
    """The covenant lived by: about once a month, in perfunctory places a third of that and only posters."""
    rng, share = site.rng, 0.35 if site.plan.late > 0.3 else 0.9
    kinds = ("publicity", "distribution", "persuasion", "publicity", "review", "persuasion")
    number = 0
    for since, until in stretches:
        day = max(since, first["published_on"]) + timedelta(8)
        while day <= until:
            covenant = latest if latest is not first and day >= latest["published_on"] else first
            if rng.random() < share:
                kind = kinds[number % len(kinds)] if share > 0.5 else "publicity"
                writer[CovenantPractice].add(
                    **site.entry(day, verified=rng.random() < 0.8), covenant_id=covenant["id"], kind=kind, held_on=day,
                    place=f"{rng.choice(site.buildings).number}栋院坝", audience=rng.randint(15, 120), clauses="第二条、第三条",
                    outcome="群众讨论后表示支持", staff="社区工作人员",
                )  # fmt: skip
                number += 1
            day += timedelta(rng.randint(24, 32))


def write_courtyards(site: Site, writer: Writer, stretches: list[tuple[date, date]]) -> list[Row]:
    """A meeting every other month, in perfunctory places every fourth."""
    rng, found = site.rng, []
    topics = (("hot", "路灯和停车"), ("hard", "外墙渗水"), ("service", "校车和公交"), ("policy", "医保缴费"))
    for since, until in stretches:
        day, number = since + timedelta(rng.randint(10, 25)), 0
        while day <= until:
            kind, words = topics[number % len(topics)]
            building = rng.choice(site.buildings)
            found.append(
                writer[CourtyardMeeting].add(
                    **site.entry(day, verified=rng.random() < 0.7), building_id=building.pk, place=f"{building.number}栋院坝", held_on=day,
                    convener="社区书记", attendees=rng.randint(18, 70), topic_kind=kind, topics=words, answered_there="当场答复能办的，其余记下来办。",
                    feedback_due_on=day + timedelta(21),
                )
            )  # fmt: skip
            number += 1
            day += timedelta(rng.randint(38, 75) if site.plan.late < 0.3 else rng.randint(95, 140))
    return found


def write_resolutions(site: Site, writer: Writer, yards: list[Row], meetings: list[Row]) -> None:
    """What was resolved in the courtyards and in the meetings, and how it was answered."""
    rng, today = site.rng, site.today
    for number, meeting in enumerate([*yards, *meetings]):
        link = "courtyard_meeting_id" if number < len(yards) else "residents_meeting_id"
        answered = []
        for which in range(rng.randint(1, 3)):
            day, due = meeting["held_on"], meeting["held_on"] + timedelta(15)
            recent = day > today - timedelta(45)
            states = ("open", "done", "answered", "dropped") if recent else ("answered",) * 9 + ("open",)
            state = states[(number + which) % len(states)] if recent else rng.choice(states)
            done = min(day + timedelta(rng.randint(3, 19)), today) if state in ("done", "answered") else None
            told = min(done + timedelta(3), today) if state == "answered" and done else None
            answered.append(told)
            writer[MeetingResolution].add(
                **site.entry(day), **{link: meeting["id"]}, content=rng.choice(MATTERS), unit=("community", "grid", "township")[which],
                responsible="社区工作人员", raised_on=day, due_on=due, state=state, done_on=done,
                result="已办好" if done else "条件不具备，已说明" if state == "dropped" else "", answered_on=told,
                answer_by="notice" if told else "",
            )  # fmt: skip
        if link.startswith("court") and all(answered):
            meeting["feedback_on"] = max(day for day in answered if day)


def _systems(site: Site, writer: Writer) -> None:
    labels = dict(SystemDocument.System.choices)
    kinds = list(labels)[: 8 if site.plan.late > 0.3 else 10]
    for number, kind in enumerate(kinds):
        day = date(2018, 7, 1) + timedelta(3 * number)
        old = number % 4 == 0
        changed = date(2019, 9, 1)
        for since, until in ((day, changed), (changed, None)) if old else ((day, None),):
            writer[SystemDocument].add(
                **site.entry(since, verified=True), system=kind, title=f"{labels[kind]}制度", text="一、目的。二、做法。三、责任。四、监督。",
                valid_from=since, valid_to=until, posted_places="便民服务大厅", reviewed_on=max(since, site.today - timedelta(200)),
            )  # fmt: skip


def _requests(site: Site, writer: Writer, calendar: WorkCalendar) -> list[Row]:
    """Two years at a sixth of the real number, the last months in full variety of states."""
    rng, found = site.rng, []
    per_span = max(10, site.plan.households * 35 // 100 // 6)
    for since, until in spans(site.today):
        for number in range(per_span):
            day = since + timedelta(rng.randint(0, (until - since).days))
            state = ENDS[number] if number < len(ENDS) and since == START else _closed_state(rng)
            found.append(write_request(site, writer, calendar, day, state))
    for number in range(18 if site.plan.households < 300 else 36):
        day = site.today - timedelta(rng.randint(1, 12))
        found.append(write_request(site, writer, calendar, day, OPEN[number % len(OPEN)]))
    kept = next(row for row in found if row["state"] in ("rated", "closed_no_rating"))
    for row in found:
        if row["state"] == "merged":
            row["merged_into_id"] = kept["id"]
    return found


def _closed_state(rng: Any) -> str:
    roll = rng.random()
    return "rated" if roll < 0.74 else "closed_no_rating" if roll < 0.93 else rng.choice(ENDS)


def write_request(site: Site, writer: Writer, calendar: WorkCalendar, day: date, state: str) -> Row:
    """One request that has come as far as `state`."""
    rng, today, series = site.rng, site.today, site.notes.setdefault("requests", {})
    category = rng.choices(list(SHARES), list(SHARES.values()))[0]
    building = rng.choice(site.buildings)
    level = rng.choice(("simple", "simple", "general", "general", "complex"))
    series[day] = series.get(day, 0) + 1
    number = f"SJ-{site.plan.county}-{day:%Y%m%d}-{site.number:02d}{series[day]:02d}"
    values: dict[str, Any] = {
        "request_no": number, "channel": rng.choice(("phone", "window", "grid", "grid", "app", "building_head")), "category": category,
        "anonymous": rng.random() < 0.1, "urgency": "normal" if rng.random() < 0.9 else "urgent", "level": level,
        "building_id": building.pk, "place": f"{building.number}栋", "content": rng.choice(SAYINGS[category]), "reported_on": day,
        "accept_due_on": calendar.add_working_days(day, 1).day, "state": state,
    }  # fmt: skip
    if state == "reported":
        return writer[ResidentRequest].add(**site.entry(day), **values)
    if state == "merged":
        return writer[ResidentRequest].add(**site.entry(day), **values)
    if state in ENDS:
        values |= {"closed_on": day, "result": "已告知应找的渠道"}
        return writer[ResidentRequest].add(**site.entry(day), **values)
    values["accepted_on"] = day
    if state != "accepted":
        values |= _handled(site, calendar, day, state, level)
    row = writer[ResidentRequest].add(**site.entry(day), **values)
    if state == "suspended" or (state == "rated" and rng.random() < 0.03):
        _pause(site, writer, row, today)
    return row


def _handled(site: Site, calendar: WorkCalendar, day: date, state: str, level: str) -> dict[str, Any]:
    rng, today = site.rng, site.today
    due = calendar.add_working_days(day, LIMITS[level]).day  # type: ignore[index]
    values: dict[str, Any] = {
        "unit": rng.choice(("community", "grid", "property")),
        "dispatched_on": day,
        "due_on": due,
    }
    if state == "rejected_by_unit":
        values["returns"] = 1
    if state == "suspended":
        values |= {"suspended_on": day + timedelta(1), "suspended_until": today + timedelta(30)}
    if state == "escalated":
        values |= {"reworks": 1, "solved": "no", "rating": 2, "rated_on": today - timedelta(1)}
    if state in ("handled", "fed_back", "checked", "rated", "closed_no_rating"):
        slow = rng.random() < (0.3 if site.plan.late > 0.3 else 0.06)
        handled = (
            due + timedelta(rng.randint(1, 9))
            if slow
            else day + timedelta(rng.randint(0, max(1, (due - day).days)))
        )
        handled = min(handled, today - timedelta(1))
        values |= {"handled_on": max(handled, day), "result": "已处理并告知"}
        if state != "handled":
            values |= {"fed_back_on": values["handled_on"], "told_by": rng.choice(("call", "visit"))}
        if state in ("checked", "closed_no_rating") or (state == "rated" and rng.random() < 0.4):
            values |= {
                "checked_on": values["handled_on"], "checked_by_id": site.secretary,
                "check_note": "到现场看过，事情已办好",
            }  # fmt: skip
        if state == "rated":
            solved, rating = rng.choices((("yes", 5), ("yes", 4), ("yes", 3)), (60, 30, 10))[0]
            told = min(values["handled_on"] + timedelta(3), today)
            values |= {
                "solved": solved,
                "rating": rating,
                "rated_on": told,
                "closed_on": told,
                "reworks": int(rng.random() < 0.06),
            }
        if state == "closed_no_rating":
            values |= {"solved": "no_answer", "closed_on": min(values["handled_on"] + timedelta(8), today)}
    return values  # fmt: skip


def _pause(site: Site, writer: Writer, row: Row, today: date) -> None:
    begun = row["dispatched_on"] + timedelta(1)
    open_ = row["state"] == "suspended"
    writer[RequestPause].add(
        **site.entry(begun), request_id=row["id"], why="third_party", starts_on=begun,
        until=row["suspended_until"] if open_ else begun + timedelta(30), resumed_on=None if open_ else min(begun + timedelta(10), today),
        days_left=4,
    )  # fmt: skip


def _matters(site: Site, writer: Writer, requests: list[Row]) -> None:
    rng, today = site.rng, site.today
    states = ("promised", "doing", "done", "confirmed", "disputed", "unreached")
    for since, until in spans(today):
        for number in range(16 if site.plan.households < 300 else 32):
            day = since + timedelta(rng.randint(0, (until - since).days))
            recent = day > today - timedelta(50)
            state = states[number % len(states)] if recent or number < 6 else "confirmed"
            write_matter(site, writer, day, number, state, requests[number])


def write_matter(site: Site, writer: Writer, day: date, number: int, state: str, request: Row) -> None:
    """A practical matter that has come as far as `state`; every sixth goes back to a request."""
    rng, today, weak = site.rng, site.today, site.plan.late > 0.3
    promised = day + timedelta(rng.randint(20, 60))
    ended = state in ("done", "confirmed", "disputed", "unreached")
    late = rng.random() < (0.35 if weak else 0.05)
    done = min(
        promised + timedelta(rng.randint(2, 20)) if late else promised - timedelta(rng.randint(0, 15)),
        today - timedelta(1),
    )
    word = {"confirmed": "yes", "disputed": "no", "unreached": "unreachable"}.get(state, "")
    building = rng.choice(site.buildings)
    writer[PracticalMatter].add(
        **site.entry(day, verified=rng.random() < 0.5), title=f"{building.number}栋{rng.choice(MATTERS)}",
        origin=("request", "yard", "deputy", "visit", "assigned", "plan")[number % 6], serves="building", building_id=building.pk,
        beneficiaries=rng.randint(20, 160), responsible="" if weak and number % 5 == 0 and state == "promised" else "社区工作人员",
        raised_on=day, promised_on=promised, cost_fen=rng.choice((None, 80000, 320000, 1250000)), state=state,
        done_on=max(done, day) if ended else None, result="已办好，现场查看过" if ended else "", resident_word=word,
        confirmed_on=max(done, day) if word else None, request_id=request["id"] if number % 6 == 0 else None,
    )  # fmt: skip


def _deputies(site: Site, writer: Writer, requests: list[Row]) -> None:
    rng = site.rng
    for since, until in spans(site.today):
        for number in range(8 if site.plan.households < 300 else 16):
            day = since + timedelta(rng.randint(0, (until - since).days))
            write_contact(site, writer, day, number, requests[number])


def write_contact(site: Site, writer: Writer, day: date, number: int, request: Row) -> None:
    """A deputy who called, sat in the office or came to the courtyard; every third passed a request on."""
    rng, roles = site.rng, DeputyContact.Deputy.values
    family = rng.choice(site.families)
    visit = number % 2 == 0
    writer[DeputyContact].add(
        **site.entry(day), deputy=("王代表", "李代表", "张委员", "陈书记")[number % 4], deputy_role=roles[number % 4], contacted_on=day,
        mode="visit" if visit else ("office_day", "phone", "yard")[number % 3], household_id=family.row["id"] if visit else None,
        building_id=rng.choice(site.buildings).pk, request_id=request["id"] if number % 3 == 0 else None,
        result="了解生活情况，解答政策，反映的问题已转诉求。",
    )  # fmt: skip
