"""The criteria of items 1 to 4, one function each: points, met, total."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from tests.oracle.books import Row
from tests.oracle.oracle import Oracle, Result, between, rounded, share, years_old

VERIFIED = "已核实"


def _covenants(o: Oracle, place: str) -> list[Row]:
    return [c for c in o.here("covenants", place) if not o.come(c["废止日期"])]


def covenant_steps(o: Oracle, place: str) -> Result:
    """1.1: five lawful steps of two fifths of a point each; a clause that punishes takes everything."""
    rows = _covenants(o, place)
    steps = (
        any(o.come(c["征集民意止"]) for c in rows),
        any(o.come(c["草案拟定"]) for c in rows),
        any(o.come(c["审核日期"]) and c["审核结果"] == "通过" for c in rows),
        any(o.come(c["表决通过"]) and c["达到法定人数"] == "是" for c in rows),
        any(o.come(c["备案日期"]) and o.come(c["公布日期"]) for c in rows),
    )
    punishes = any(o.come(c["公布日期"]) and c["含有处罚条款"] == "是" for c in rows)
    return Decimal(0) if punishes else share(sum(steps), 5, "2"), sum(steps), 5


def covenant_themes(o: Oracle, place: str) -> Result:
    """1.2: a fifth of a point for each theme that the covenant in force speaks of."""
    rows = [c for c in _covenants(o, place) if o.come(c["公布日期"])]
    themes = ("语言美", "行为美", "互相尊重", "文明礼让", "健康向上")
    met = sum(any(c[theme] == "是" for c in rows) for theme in themes)
    return share(met, 5, "1"), met, 5


def asked(o: Oracle, place: str, answer: str) -> list[Row]:
    """Adults drawn at random within the year who answered a question."""
    return [
        i for i in o.here("interviews", place)
        if i["抽取方式"] == "随机抽取" and o.within(i["访问日期"], 12) and i["拒绝访问"] == "否"
        and i["年龄段"] != "未满18岁" and i[answer] is not None
    ]  # fmt: skip


def covenant_known(o: Oracle, place: str) -> Result:
    """1.3: of the adults asked, those who can name two agreements: nothing at 30 %, everything from 80 % on."""
    rows = asked(o, place, "能说出的约定条数")
    met = sum(int(i["能说出的约定条数"]) >= 2 for i in rows)
    return between(met, len(rows), "1.5", 80, 30), met, len(rows)


def covenant_practised(o: Oracle, place: str) -> Result:
    """1.4: months with something done for the covenant, four at most; without a discussion of it, three."""
    rows, months = o.here("covenant_practices", place), o.spans(1, 12)
    busy = [[p for p in rows if start <= p["日期"] < end] for start, end in months]
    met = sum(bool(held) for held in busy)
    most = 4 if any(p["类型"] == "评议" for held in busy for p in held) else 3
    counted = min(met, most)
    return rounded(Fraction(3, 8) * counted, "1.5", counted == 4), met, 12


def workshop(o: Oracle, place: str) -> Result:
    """2.1: a workshop of the new era in use, with somebody responsible and a plan for the year."""
    halls = [
        h for h in o.here("education_venues", place)
        if h["类型"] == "新时代讲习所" and o.stands(h["设立日期"], h["停办日期"])
    ]  # fmt: skip
    planned = {
        p["讲习场所编号"] for p in o.here("education_plans", place)
        if p["起始日期"] <= o.day <= p["截止日期（含）"]
    }  # fmt: skip
    met = sum(h["有负责人"] == "是" and not o.come(h["暂停日期"]) and h["编号"] in planned for h in halls)
    return Decimal(1 if met else 0), met, len(halls)


def lessons_held(o: Oracle, place: str) -> list[Row]:
    """Confirmed lessons of all years."""
    return [s for s in o.here("education_sessions", place) if s["状态"] == VERIFIED]


def lecture_series(o: Oracle, place: str) -> Result:
    """2.2: moral lectures and women's evening school, half a point each; another kind stands in for one of them."""
    held = {s["系列"] for s in lessons_held(o, place) if o.within(s["日期"], 12)}
    met = min(2, len(held & {"道德讲堂", "妇女夜校", "其他"}))
    return share(met, 2, "1"), met, 2


def topics_covered(o: Oracle, rows: list[Row]) -> int:
    """How many of the five topics had a lesson within the year."""
    topics = {s["主题"] for s in rows if o.within(s["日期"], 12)}
    return len(topics & {"感恩", "道德", "三新一清洁", "文明礼仪", "家庭美德"})


def lessons(o: Oracle, place: str) -> Result:
    """2.3: five topics within the year; quarters with a lesson whose papers are complete."""
    rows = lessons_held(o, place)
    met = topics_covered(o, rows)
    proven = [
        s["日期"] for s in rows
        if s["有教案（讲稿）"] == "是" and (s["有签到记录"] == "是" or int(s["另一人清点人数"] or 0) > 0)
    ]  # fmt: skip
    quarters = o.quarters()
    good = sum(any(start <= day < end for day in proven) for start, end in quarters)
    return share(met, 5, "1") + share(good, len(quarters), "1"), met, 5


def theme_activities(o: Oracle, place: str) -> Result:
    """2.4, the part that is counted: two confirmed activities within the year, half a point each."""
    held = [t for t in o.here("theme_activities", place) if o.within(t["日期"], 12)]
    met = sum(t["状态"] == VERIFIED for t in held)
    return share(min(met, 2), 2, "1"), met, len(held)


SYSTEMS = (
    "党代会代表直接联系群众", "人大代表直接联系群众", "政协委员直接联系群众", "党员干部直接联系群众", "错时上下班", "全日值班",
    "节假日轮休", "首问负责", "一岗多责", "网格化管理",
)  # fmt: skip


def systems(o: Oracle, place: str) -> Result:
    """3.1: ten systems with a text that is in force, a fifth of a point each."""
    valid = {
        d["制度"] for d in o.here("systems", place)
        if d["有制度正文"] == "是" and o.stands(d["生效日期"], d["失效日期"])
    }  # fmt: skip
    met = len(valid & set(SYSTEMS))
    return share(met, 10, "2"), met, 10


def _whole_file(o: Oracle, case: Row, talked: set[str]) -> bool:
    told = o.come(case["权利义务告知"]) and case["有简要情况"] == "是" and case["有申请事项"] == "是"
    needs_record = o.come(case["调解结束日期"]) and case["结果"] not in ("撤回", "移送")
    numbered = case["结果"] != "书面协议" or case["有协议书编号"] == "是"
    return told and numbered and (case["编号"] in talked or not needs_record)


def mediation(o: Oracle, place: str) -> Result:
    """3.2: files complete, cases closed, parties visited again; without a case, a signed statement each quarter.

    Few cases cost nothing: while none is due to be closed or visited, a complete file is proof enough.
    """
    cases = [c for c in o.here("mediation_cases", place) if o.within(c["受理日期"], 12)]
    if not cases:
        signed = {z["季度（首日）"] for z in o.here("zero_cases", place) if o.come(z["签字日期"])}
        quarters = o.quarters()
        met, total = sum(start in signed for start, _ in quarters), len(quarters)
        return (
            share(met, total, "0.8") + between(met, total, "0.8", 90) + between(met, total, "0.4", 80), met, total,
        )  # fmt: skip
    talked = {t["案件编号"] for t in o.here("mediation_sessions", place) if o.come(t["日期"])}
    whole = sum(_whole_file(o, c, talked) for c in cases)
    due = [
        c for c in cases if c["结果"] != "撤回"
        and (o.come(c["调解结束日期"]) or (c["调解期限"] is not None and c["调解期限"] < o.day))
    ]  # fmt: skip
    closed = sum(
        o.come(c["调解结束日期"]) and c["结果"] in ("口头协议", "书面协议", "移送") for c in due
    )  # fmt: skip
    again = [c for c in cases if o.come(c["应回访"])]
    seen = sum(o.come(c["回访日期"]) for c in again)
    points = share(whole, len(cases), "0.8")
    points += between(closed, len(due), "0.8", 90) if due or not whole else Decimal("0.8")
    points += between(seen, len(again), "0.4", 80) if again or not whole else Decimal("0.4")
    return points, whole, len(cases)


def practical_matters(o: Oracle, place: str) -> Result:
    """3.3: records complete, done by the day that was promised, confirmed by residents."""
    rows = [m for m in o.here("practical_matters", place) if o.within(m["提出日期"], 12)]
    done = [m for m in rows if o.come(m["完成日期"])]
    whole = sum(
        m["有责任人"] == "是" and int(m["受益人数"] or 0) > 0 and (m["有结果"] == "是" or not o.come(m["完成日期"]))
        for m in rows
    )  # fmt: skip
    due = [m for m in rows if o.come(m["完成日期"]) or m["承诺时限"] < o.day]
    timely = sum(m["完成日期"] <= m["承诺时限"] for m in done)
    sure = sum(m["群众确认"] == "办好了" and o.come(m["确认日期"]) for m in done)
    points = share(whole, len(rows), "0.8") + between(timely, len(due), "0.8", 90)
    return points + between(sure, len(done), "0.4", 80), whole, len(rows)


def meetings_and_mediators(o: Oracle, place: str) -> Result:
    """3.4: quarters with a courtyard meeting and 80 % of its matters done; a mediator for every 300 households, two at least."""
    day_of = {y["编号"]: y["日期"] for y in o.here("courtyard_meetings", place)}
    matters = [r for r in o.here("resolutions", place) if r["院坝会编号"] in day_of]
    quarters, met = o.quarters(), 0
    for start, end in quarters:
        raised = [r for r in matters if start <= day_of[r["院坝会编号"]] < end]
        done = sum(o.come(r["办结日期"]) for r in raised)
        met += any(start <= day < end for day in day_of.values()) and done * 100 >= len(raised) * 80
    homes = sum(h["安置点"] == place for h in o.homes.values())
    need = max(2, -(-homes // 300))
    chosen = sum(
        m["产生方式"] == "群众推选" and o.stands(m["产生日期"], m["离任日期"]) for m in o.here("mediators", place)
    )  # fmt: skip
    points = share(met, len(quarters), "0.5") + share(min(chosen, need), need, "0.5")
    return points, met, len(quarters)


def mutual_aid(o: Oracle, place: str) -> Result:
    """4.1: kinds set up of kinds due; care of the old or of pupils is due from thirty of them on."""
    kinds = {g["类型"] for g in o.here("mutual_aid", place) if o.stands(g["成立日期"], g["停办日期"])}
    ages = [years_old(p["出生日期"], o.day) for p in o.people if p["安置点"] == place]
    due = ["红白理事会" in kinds, "邻里互助组" in kinds]
    if sum(age >= 60 for age in ages) >= 30:
        due.append(bool(kinds & {"老人日间照料中心", "购买居家照料服务"}))
    if sum(6 <= age < 12 for age in ages) >= 30:
        due.append("小学生临时看护中心" in kinds)
    return share(sum(due), len(due), "3"), sum(due), len(due)


def mutual_aid_at_work(o: Oracle, place: str) -> Result:
    """4.2: groups with a confirmed service in every quarter that they have lived through: nothing at 40 %."""
    served: dict[str, list[date]] = {}
    for a in o.here("mutual_aid_activities", place):
        if a["状态"] == VERIFIED:
            served.setdefault(a["组织编号"], []).append(a["日期"])
    met = total = 0
    for group in o.here("mutual_aid", place):
        lived = [span for span in o.quarters() if span[0] >= group["成立日期"]]
        if not lived or o.come(group["停办日期"]):
            continue
        total += 1
        days = served.get(group["编号"], [])
        met += all(any(start <= day < end for day in days) for start, end in lived)
    return between(met, total, "3", 100, 40), met, total


RULES = {
    "1.1": covenant_steps, "1.2": covenant_themes, "1.3": covenant_known, "1.4": covenant_practised, "2.1": workshop,
    "2.2": lecture_series, "2.3": lessons, "2.4": theme_activities, "3.1": systems, "3.2": mediation,
    "3.3": practical_matters, "3.4": meetings_and_mediators, "4.1": mutual_aid, "4.2": mutual_aid_at_work,
}  # fmt: skip
