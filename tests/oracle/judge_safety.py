"""The criteria of items 5 to 8, one function each: points, met, total."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from tests.oracle.books import Row
from tests.oracle.judge_norms import VERIFIED, asked
from tests.oracle.oracle import Oracle, Result, between, share


def _held(o: Oracle, place: str, book: str) -> list[Row]:
    """Confirmed events of a book within the year."""
    return [e for e in o.here(book, place) if e["状态"] == VERIFIED and o.within(e["日期"], 12)]


def legal_quarters(o: Oracle, place: str) -> Result:
    """5.1: half a point for each of the last four quarters with a confirmed event."""
    days = [s["日期"] for s in o.here("legal_sessions", place) if s["状态"] == VERIFIED]
    met = sum(any(start <= day < end for day in days) for start, end in o.spans(3, 4))
    return share(met, 4, "2"), met, 4


def legal_papers(o: Oracle, place: str) -> Result:
    """5.2: confirmed events with materials and pictures."""
    rows = _held(o, place, "legal_sessions")
    met = sum(s["有宣传培训资料"] == "是" and s["有图片"] == "是" for s in rows)
    return share(met, len(rows), "1.5"), met, len(rows)


def legal_quiz(o: Oracle, place: str) -> Result:
    """5.3: right answers of all answers, everything from 70 % on."""
    rows = [k for k in o.here("awareness_checks", place) if o.within(k["测评日期"], 12)]
    right, questions = sum(int(k["答对题数"]) for k in rows), sum(int(k["答题总数"]) for k in rows)
    return between(right, questions, "1", 70), right, questions


def lawful_channels(o: Oracle, place: str) -> Result:
    """5.4: somebody to ask, a register of referrals, answers in time; how many there are counts nowhere."""
    known = [a for a in o.here("legal_advisers", place) if o.come(a["起"])]
    serving = sum(not o.come(a["止"]) for a in known)
    rows = [r for r in o.here("legal_referrals", place) if o.within(r["引导日期"], 12)]
    due = [
        r for r in rows if o.come(r["答复日期"]) or (r["答复期限"] is not None and r["答复期限"] < o.day)
    ]  # fmt: skip
    timely = sum(o.come(r["答复日期"]) and r["答复日期"] <= r["答复期限"] for r in due)
    half = Decimal("0.5")
    points = half * bool(serving) + half * bool(rows) + between(timely, len(due), "0.5", 90)
    return points, serving, len(known)


def police_room(o: Oracle, place: str) -> Result:
    """6.1: a room with an officer, or a station within 15 minutes that has served here within the year."""
    served = {s["警务室编号"] for s in o.here("police_services", place) if o.within(s["服务日期"], 12)}
    rooms = [r for r in o.here("police_rooms", place) if o.stands(r["设立日期"], r["撤销日期"])]
    met = 0
    for room in rooms:
        if room["形式"] == "就近覆盖":
            met += int(room["到达时间（分钟）"]) <= 15 and room["编号"] in served
        else:
            met += room["有责任民警"] == "是"
    return Decimal("1.5") if met else Decimal(0), met, len(rooms)


def _patrols(o: Oracle, place: str) -> tuple[int, int]:
    due = [
        p for p in o.here("patrols", place) if o.within(p["计划日期"], 3) and p["办理状态"] != "因故取消"
    ]  # fmt: skip
    return sum(p["办理状态"] == "已巡逻" and int(p["已查点位"] or 0) >= 1 for p in due), len(due)


def people_on_watch(o: Oracle, place: str) -> Result:
    """6.2: a team, and patrols made of patrols planned within three months, everything from 85 % on."""
    teams = [t for t in o.here("patrol_teams", place) if o.come(t["组建日期"])]
    met = sum(not o.come(t["解散日期"]) for t in teams)
    points = Decimal("0.4") if met else Decimal(0)
    return points + between(*_patrols(o, place), "0.6", 85), met, len(teams)


def things_in_order(o: Oracle, place: str) -> Result:
    """6.3: lamps, gates, hydrants, fire lanes in order of those that should be there."""
    rows = [
        a for a in o.here("physical_assets", place)
        if a["应设点位"] == "是" and (a["安装日期"] is None or o.come(a["安装日期"])) and not o.come(a["撤除日期"])
    ]  # fmt: skip
    met = sum(a["状况"] == "正常" for a in rows)
    return share(met, len(rows), "1"), met, len(rows)


def devices_online(o: Oracle, place: str) -> Result:
    """6.4: minutes online of minutes due in 30 days: nothing up to 70 %, everything from 95 % on."""
    in_use = {d["编号"] for d in o.here("devices", place) if o.stands(d["启用日期"], d["停用日期"])}
    first = o.day - timedelta(days=29)
    rows = [
        u for u in o.here("uptimes", place)
        if u["设备编号"] in in_use and u["起始日"] >= first and o.come(u["截止日（含）"])
    ]  # fmt: skip
    online, due = sum(int(u["实际在线分钟"]) for u in rows), sum(int(u["应在线分钟"]) for u in rows)
    return between(online, due, "1", 95, 70), online, due


def warnings_answered(o: Oracle, place: str) -> Result:
    """6.5: warnings acknowledged and closed in time, everything from 90 % on."""
    rows = [
        w for w in o.here("warnings", place)
        if o.within(w["发出日期"], 12) and (o.come(w["办结日期"]) or w["应办结日期"] < o.day)
    ]  # fmt: skip
    met = sum(
        o.come(w["办结日期"]) and w["签收日期"] is not None
        and w["签收日期"] <= w["应签收日期"] and w["办结日期"] <= w["应办结日期"]
        for w in rows
    )  # fmt: skip
    return between(met, len(rows), "1", 90), met, len(rows)


def order_is_good(o: Oracle, place: str) -> Result:
    """6.6: adults who feel safe; no major hazard past its day, and where there was none, patrols that were made."""
    rows = asked(o, place, "觉得安全吗")
    met = sum(i["觉得安全吗"] in ("安全", "比较安全") for i in rows)
    major = [
        h for h in o.here("hazards", place)
        if h["等级"] == "重大" and o.come(h["发现日期"])
        and (not o.come(h["复查销号日期"]) or o.within(h["复查销号日期"], 12))
    ]  # fmt: skip
    late = any(not o.come(h["复查销号日期"]) and h["整改期限"] < o.day for h in major)
    proven = bool(major) or _patrols(o, place)[0] > 0
    points = between(met, len(rows), "0.8", 90) + (Decimal("0.7") if proven and not late else Decimal(0))
    return points, met, len(rows)


def rooms_and_squares(o: Oracle, place: str) -> Result:
    """7.1: five kinds, own or shared within a kilometre, with hours announced; a room may be two of them."""
    open_now = [
        v for v in o.here("venues", place)
        if o.stands(v["启用日期"], v["停用日期"]) and o.come(v["开放时间公布日期"])
        and (v["归属"] == "自有" or (v["步行距离（米）"] is not None and int(v["步行距离（米）"]) <= 1000))
    ]  # fmt: skip
    kinds = {v[head] for v in open_now for head in ("类型", "兼作")}
    met = len(kinds & {"乡愁馆", "多功能活动室", "图书室", "阅览室", "活动广场"})
    return share(met, 5, "3.5"), met, 5


def who_leads(o: Oracle, place: str) -> Result:
    """7.2: a committee of five chosen by residents, or both kinds of instructors; one kind alone gives a point."""
    members: dict[str, int] = {}
    for m in o.here("committee_members", place):
        if o.stands(m["本人同意日期"], m["退出日期"]):
            members[m["委员会编号"]] = members.get(m["委员会编号"], 0) + 1
    committee = any(
        c["产生方式"] == "居民推选" and o.come(c["产生日期"]) and members.get(c["编号"], 0) >= 5
        and (c["任期截止"] is None or c["任期截止"] >= o.day)
        for c in o.here("committees", place)
    )  # fmt: skip
    kinds = {i["类别"] for i in o.here("instructors", place) if o.stands(i["聘任日期"], i["解聘日期"])}
    met = 2 if committee else len(kinds)
    return (Decimal(0), Decimal(1), Decimal("1.5"))[met], met, 2


def hours_kept(o: Oracle, place: str) -> Result:
    """7.3: minutes open of minutes announced within three months, everything from 90 % on."""
    kept = due = 0
    for row in o.here("venue_openings", place):
        if o.within(row["日期"], 3):
            planned = int(row["公布开放（分钟）"] or 0)
            due += planned
            kept += min(planned, int(row["实际开放（分钟）"] or 0))
    return between(kept, due, "1", 90), kept, due


def activities(o: Oracle, place: str) -> Result:
    """8.1: months of the last twelve with a confirmed activity; five kinds within the year."""
    days = [a["日期"] for a in o.here("cultural_activities", place) if a["状态"] == VERIFIED]
    met = sum(any(start <= day < end for day in days) for start, end in o.spans(1, 12))
    wanted = {"全民阅读", "文化表演", "风采展示", "全民健身（广场舞）", "趣味体育"}
    kinds = {a["类别"] for a in _held(o, place, "cultural_activities")} & wanted
    return share(met, 12, "2") + share(len(kinds), 5, "1"), met, 12


def honours(o: Oracle, place: str) -> Result:
    """8.2: an election with nominations, public notice and award; a roll on which everybody has agreed to be."""
    named = {n["编号"]: n for n in o.here("honour_nominations", place)}
    awarded = [e for e in o.here("honour_elections", place) if o.within(e["表彰日期"], 12)]
    met = 0
    for e in awarded:
        agreed = any(
            n["评比编号"] == e["编号"] and n["本人书面同意日期"] is not None and e["公示开始"] is not None
            and n["本人书面同意日期"] <= e["公示开始"]
            for n in named.values()
        )  # fmt: skip
        met += agreed and e["公示截止（含）"] is not None and e["公示截止（含）"] < e["表彰日期"]
    shown = [
        r for r in o.here("honour_roll", place)
        if r["展示开始"] <= o.day <= r["展示截止（含）"] and not o.come(r["撤回日期"])
    ]  # fmt: skip
    consent = all(
        (n := named.get(r["来源编号"])) and n["同意上光荣榜"] == "是" and n["本人书面同意日期"] is not None
        and n["本人书面同意日期"] <= r["展示开始"]
        for r in shown
    )  # fmt: skip
    return Decimal(bool(met)) + Decimal(bool(shown and consent)), met, len(awarded)


def activity_papers(o: Oracle, place: str) -> Result:
    """8.3: confirmed activities with a plan or notice, and a sign-in, a second count or pictures."""
    rows = _held(o, place, "cultural_activities")
    met = sum(
        a["有方案或通知"] == "是"
        and (a["有签到记录"] == "是" or int(a["另一人清点人数"] or 0) > 0 or a["有图片"] == "是")
        for a in rows
    )
    return share(met, len(rows), "1"), met, len(rows)


RULES = {
    "5.1": legal_quarters, "5.2": legal_papers, "5.3": legal_quiz, "5.4": lawful_channels, "6.1": police_room,
    "6.2": people_on_watch, "6.3": things_in_order, "6.4": devices_online, "6.5": warnings_answered, "6.6": order_is_good,
    "7.1": rooms_and_squares, "7.2": who_leads, "7.3": hours_kept, "8.1": activities, "8.2": honours,
    "8.3": activity_papers,
}  # fmt: skip
