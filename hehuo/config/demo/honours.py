"""Elections of honours: one a year, and one under way in another state in every settlement."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hehuo.config.demo.places import Site
from hehuo.config.demo.writer import Row, Writer, moment
from hehuo.culture.models import (
    HonourElection,
    HonourNomination,
    HonourObjection,
    HonourRollEntry,
    JuryMember,
)

STATES = tuple(HonourElection.State.values)
SINCE = (2, 9, 19, 25, 31, 36, 39, 48, 52, 120, 430)
"""Days since the rules were published at which an election stands in each state."""
NOMINATE, UNTIL, CONSENT, PUBLIC, PUBLIC_END, DECIDED, AWARDED = 4, 16, 20, 33, 43, 46, 50
DEEDS = (
    "常年帮邻居接送孩子",
    "带头打扫楼道，十年如一日照看门前花坛",
    "教邻居用手机办事",
    "把手艺教给二十多位姐妹",
    "热心调停邻里小事，大家都服气",
)
HONOURS = (
    ("civil", "文明家庭"),
    ("elders", "尊老爱幼"),
    ("thrift", "勤俭持家"),
    ("in_law", "好媳妇"),
    ("child", "好儿女"),
    ("parent", "好公婆"),
)
NOW = {
    "rules_published": (),
    "nominating": ("nominated", "nominated", "reviewed"),
    "consent_collecting": ("reviewed", "consented", "consented", "withdrawn"),
    "qualification_check": ("consented", "qualified", "qualified", "unqualified"),
    "voting_or_jury": ("qualified", "qualified", "qualified", "not_awarded"),
    "publicised": ("publicised", "publicised", "publicised"),
    "objection": ("publicised", "publicised", "publicised"),
    "decided": ("publicised", "publicised", "not_awarded"),
    "awarded": ("awarded", "awarded", "not_awarded"),
    "on_roll": ("awarded", "awarded", "awarded", "withdrawn"),
    "off_roll": ("awarded", "awarded", "not_awarded"),
}
"""Where nominations stand while their election stands there."""


def write_honours(site: Site, writer: Writer) -> None:
    """Past elections, last year's with its roll, and one that is under way."""
    serial = int(site.plan.code[1:3])
    past = [] if site.plan.weak_start else [(2018, date(2018, 7, 2))]
    for number, (year, day) in enumerate([*past, (2019, date(2019, 3, 4))]):
        write_election(site, writer, "off_roll", day, f"{year}年度", number + serial)
    if site.plan.late <= 0.3:
        write_election(site, writer, "on_roll", site.today - timedelta(200), "上年度", serial + 2)
    state = STATES[(serial - 1) % len(STATES)]
    since = SINCE[STATES.index(state)]
    write_election(site, writer, state, site.today - timedelta(since), "本年度", serial + 3)


def write_election(site: Site, writer: Writer, state: str, rules_on: date, cycle: str, number: int) -> None:
    """An election of the honour whose turn it is that has come as far as `state`."""
    reached = STATES.index(state)

    def day(after: int, at: str) -> date | None:
        """The day of a step, when the election has come so far."""
        return rules_on + timedelta(after) if reached >= STATES.index(at) else None

    honour, label = HONOURS[number % len(HONOURS)]
    election = writer[HonourElection].add(
        **site.entry(rules_on, verified=reached > 1, late=0.0), title=f"{cycle}{label}评比", honour=honour, cycle=cycle,
        rules_title=f"{site.plan.name}{label}评比办法", rules_published_on=rules_on, nominate_from=rules_on + timedelta(NOMINATE),
        nominate_to=rules_on + timedelta(UNTIL), publicity_from=day(PUBLIC, "publicised"), publicity_to=day(PUBLIC_END, "publicised"),
        **(_count(rules_on, len(NOW[state])) if reached >= STATES.index("publicised") else {}),
        decided_on=day(DECIDED, "decided"), awarded_on=day(AWARDED, "awarded"), state=state,
    )  # fmt: skip
    for place in range(5):
        writer[JuryMember].add(
            **site.entry(rules_on, late=0.0), election_id=election["id"], name=f"评委{place + 1}", name_initials=f"PW{place + 1}",
            comes_from=("resident", "resident", "resident", "community", "town")[place],
        )  # fmt: skip
    if number % 4 == 0:
        writer[JuryMember].add(
            **site.entry(rules_on, late=0.0), election_id=election["id"], name="评委6", name_initials="PW6", comes_from="resident", recused=True,
            recusal_reason="被推荐人的亲属",
        )  # fmt: skip
    homes = [f for f in site.families if f.row and f.members]
    first = number * 3 % max(1, len(homes) - 8)
    homes = homes[first : first + 8]
    for place, (where, family) in enumerate(zip(NOW[state], homes, strict=False)):
        row = _nomination(site, writer, election, where, family, place)
        _after_nomination(site, writer, election, row, place)


def _count(rules_on: date, nominations: int) -> Row:
    """How the vote stood on the day before publicity."""
    return {
        "voted_on": rules_on + timedelta(PUBLIC - 1), "vote_mode": "residents" if nominations > 3 else "jury",
        "ballots": 60 if nominations > 3 else 5, "places": 3,
    }  # fmt: skip


def _votes(where: str, place: int) -> int:
    """More for those who were chosen, and never two the same."""
    return 1 if where == "not_awarded" else 5 - place


def _nomination(site: Site, writer: Writer, election: Row, where: str, family: Any, place: int) -> Row:
    start = election["rules_published_on"]
    told = min(start + timedelta(NOMINATE + 2 + place), site.today - timedelta(1))
    agreed = where not in ("nominated", "reviewed")
    consent_day = min(start + timedelta(CONSENT - 3 + place % 3), site.today - timedelta(1))
    person = election["honour"] not in ("civil", "thrift")
    late = site.plan.late > 0.3 and place == 0 and election["state"] == "off_roll"
    home = family.row.get("head_name", "")[:1] or "某"
    return writer[HonourNomination].add(
        **site.entry(told, late=0.0), election_id=election["id"], household_id=None if person else family.row["id"],
        person_id=family.members[0].row["id"] if person else None, nominator=("neighbour", "building", "self", "organisation")[place % 4],
        nominated_on=told, deeds=DEEDS[place % len(DEEDS)], reviewed_on=None if where == "nominated" else told,
        consented_on=(start + timedelta(AWARDED + 9) if late else consent_day) if agreed else None,
        consent_paper=f"TY-{place + 1:02}" if agreed else "", display_name=f"{home}家" if agreed and not person else "某某" if agreed else "",
        shows_publicity=agreed, shows_roll=agreed and place != 2, shows_site=agreed and place == 0,
        decision={"awarded": "award", "not_awarded": "not", "unqualified": "not", "withdrawn": "withdrawn"}.get(where, ""),
        withdrawn_on=_left(site, election, told) if where == "withdrawn" else None, state=where,
        votes=_votes(where, place) if election.get("voted_on") else None,
    )  # fmt: skip


def _left(site: Site, election: Row, told: date) -> date:
    """When somebody stepped out: from the roll yesterday, from nomination some days later."""
    if election["state"] == "on_roll":
        return site.today - timedelta(1)
    return min(told + timedelta(5), site.today - timedelta(1))


def _after_nomination(site: Site, writer: Writer, election: Row, row: Row, place: int) -> None:
    """Objections while it was public, and the entry on the roll."""
    published = election["publicity_from"]
    if published and place == 1 and election["state"] != "publicised":
        answered = election["state"] != "objection"
        received = min(published + timedelta(2), site.today - timedelta(1))
        writer[HonourObjection].add(
            **site.entry(received, late=0.0), nomination_id=row["id"], received_on=received, content="对事迹中的一处时间有不同说法",
            answered_on=received + timedelta(3) if answered else None, reply="已向两户核对，时间已更正" if answered else "",
            outcome="dismissed" if answered else "", state="answered" if answered else "open",
        )  # fmt: skip
    awarded = election["awarded_on"]
    if awarded is None or not row["shows_roll"] or row["state"] not in ("awarded", "withdrawn"):
        return
    if election["state"] in ("on_roll", "off_roll"):
        _entry(site, writer, election, row)


def _entry(site: Site, writer: Writer, election: Row, row: Row) -> None:
    shown_from = election["awarded_on"]
    shown_to = shown_from + timedelta(364)
    values: dict[str, Any] = {"state": "ended" if shown_to < site.today else "shown"}
    if row["state"] == "withdrawn":
        left, second = row["withdrawn_on"], 3600 + 60 * (row["id"] % 300)
        down = int(site.plan.code[1:3]) % 3
        values = {
            "state": "taken_down" if down else "withdrawn", "withdrawn_on": left, "withdrawn_at": moment(left, second),
            "take_down_by": moment(left + timedelta(1), second), "taken_down_at": moment(left, second + 9000) if down else None,
        }  # fmt: skip
    writer[HonourRollEntry].add(
        **site.entry(shown_from, late=0.0), nomination_id=row["id"], display_name=row["display_name"], on_board=True,
        on_site=row["shows_site"], shown_from=shown_from, shown_to=shown_to, **values,
    )  # fmt: skip
