"""Where LPS-2018-R asks residents instead of papers and pictures: one function each; and what judges said of 2.4.2."""

from __future__ import annotations

from decimal import Decimal

from tests.oracle.books import Row
from tests.oracle.judge_norms import VERIFIED, lessons_held, theme_activities, topics_covered
from tests.oracle.oracle import Oracle, Result, between, months_after, share

ENOUGH = 3
"""Residents who took part and confirm."""


def with_judgement(o: Oracle, place: str) -> Result:
    """2.4 as printed: the counted activities, and the point of a judge: the last word of a year, unless it was taken back."""
    counted, met, total = theme_activities(o, place)
    said = [
        j for j in o.here("judgements", place)
        if j["考核标准代号"] == "LPS-2018" and j["子项"] == "2.4.2" and o.come(j["评判日期"])
        and j["评判日期"] > months_after(o.day, -12)
    ]  # fmt: skip
    last = max(said, key=lambda j: (j["登记时间"], int(j["编号"])), default=None)
    given = Decimal(last["得分"]) if last is not None and last["撤回时间"] is None else Decimal(0)
    return counted + given, met, total


def _said(o: Oracle, place: str, event: str) -> list[Row]:
    """Confirmations of one kind of event that were given by the day."""
    return [c for c in o.here("confirmations", place) if c[event] is not None and o.come(c["确认日期"])]


def _confirmed(o: Oracle, place: str, event: str) -> set[str]:
    """Events that enough people who were there confirm."""
    people: dict[str, int] = {}
    for c in _said(o, place, event):
        if c["本人参加了"] == "是" and c["活动属实"] == "是":
            people[c[event]] = people.get(c[event], 0) + 1
    return {key for key, number in people.items() if number >= ENOUGH}


def _share_confirmed(o: Oracle, place: str, book: str, event: str, points: str) -> Result:
    """Of the verified events of the year, those that are confirmed."""
    rows = [r for r in o.here(book, place) if r["状态"] == VERIFIED and o.within(r["日期"], 12)]
    met = len({r["编号"] for r in rows} & _confirmed(o, place, event))
    return share(met, len(rows), points), met, len(rows)


def lessons_confirmed(o: Oracle, place: str) -> Result:
    """2.3: five topics within the year; quarters with a lesson that three who were there confirm."""
    rows, sure = lessons_held(o, place), _confirmed(o, place, "教育培训编号")
    met, quarters = topics_covered(o, rows), o.quarters()
    good = sum(any(start <= s["日期"] < end and s["编号"] in sure for s in rows) for start, end in quarters)
    return share(met, 5, "1") + share(good, len(quarters), "1"), met, 5


def theme_confirmed(o: Oracle, place: str) -> Result:
    """2.4: the counted activities; of those asked, who say that it was so: everything from 80 % on."""
    counted, met, total = theme_activities(o, place)
    held = {
        t["编号"] for t in o.here("theme_activities", place) if t["状态"] == VERIFIED and o.within(t["日期"], 12)
    }  # fmt: skip
    asked = [
        c for c in _said(o, place, "主题实践活动编号")
        if c["主题实践活动编号"] in held and (c["本人参加了"] == "是" or c["活动属实"] == "否")
    ]  # fmt: skip
    sure = sum(c["活动属实"] == "是" for c in asked)
    return counted + between(sure, len(asked), "1", 80), met, total


def legal_confirmed(o: Oracle, place: str) -> Result:
    """5.2: events of legal education that are confirmed."""
    return _share_confirmed(o, place, "legal_sessions", "普法宣传编号", "1.5")


def activities_confirmed(o: Oracle, place: str) -> Result:
    """8.3: activities that are confirmed."""
    return _share_confirmed(o, place, "cultural_activities", "文体活动编号", "1")


def volunteers_confirmed(o: Oracle, place: str) -> Result:
    """16.4: quarters with an activity that three who took part confirm; old and new neighbours as printed."""
    said: dict[str, int] = {}
    for c in o.here("volunteer_confirmations", place):
        if o.come(c["询问日期"]):
            said[c["活动编号"]] = said.get(c["活动编号"], 0) + int(c["确认人数"])
    rows = [a for a in o.here("volunteer_activities", place) if a["办理状态"] == "已举办"]
    sure = [a["活动日期"] for a in rows if said.get(a["编号"], 0) >= ENOUGH]
    quarters = o.quarters()
    met = sum(any(start <= day < end for day in sure) for start, end in quarters)
    year = [a for a in rows if a["状态"] == VERIFIED and o.within(a["活动日期"], 12)]
    mixed = sum(int(a["搬迁群众人数"] or 0) > 0 and int(a["原住民人数"] or 0) > 0 for a in year)
    return share(met, len(quarters), "1") + between(mixed, len(year), "0.5", 50), met, len(quarters)


PRINTED = {"2.4": with_judgement}
LIGHTER = {
    "2.3": lessons_confirmed, "2.4": theme_confirmed, "5.2": legal_confirmed, "8.3": activities_confirmed,
    "16.4": volunteers_confirmed,
}  # fmt: skip
