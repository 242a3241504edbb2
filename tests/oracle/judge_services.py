"""The criteria of items 14 and 15, one function each: points, met, total."""

from __future__ import annotations

from decimal import Decimal

from tests.oracle.books import Row
from tests.oracle.oracle import Oracle, Result, between, share

DEPARTMENTS = ("卫生计生", "公安", "民政", "人资社保")


def _terms(o: Oracle, book: str, place: str, start: str, end: str) -> list[Row]:
    """Rows that have begun and are not over."""
    return [r for r in o.here(book, place) if o.stands(r[start], r[end])]


def _led(o: Oracle, place: str, role: str, head: str, posts: set[str]) -> Result:
    """Posts with somebody in them."""
    filled = {a[head] for a in _terms(o, "grid_assignments", place, "任职起", "任职止") if a["角色"] == role}
    return Decimal(0), len(posts & filled), len(posts)


def organisations(o: Oracle, place: str) -> Result:
    """14.1: party branch, residents' committee; members of grids, heads of courtyards and buildings of those due."""
    began = [p for p in o.here("party_orgs", place) if p["类别"] != "党小组" and o.come(p["本届起"])]
    met = sum(not o.come(p["本届止"]) for p in began)
    committee = _terms(o, "residents_committees", place, "本届起", "本届止")
    grids = {g["编号"] for g in o.here("grids", place) if o.stands(g["启用日期"], g["停用日期"])}
    yards = {y["编号"] for y in _terms(o, "courtyards", place, "启用日期", "停用日期")}
    houses = {b["编号"] for b in o.here("buildings", place)}
    points = Decimal("0.7") * bool(met) + Decimal("0.7") * bool(committee)
    for role, head, posts, most in (
        ("网格员", "网格编号", grids, "0.5"), ("院长", "院落编号", yards, "0.3"), ("楼长", "楼栋编号", houses, "0.3"),
    ):  # fmt: skip
        _, there, due = _led(o, place, role, head, posts)
        points += share(there, due, most)
    return points, met, len(began)


def mass_organisations(o: Oracle, place: str) -> Result:
    """14.2: the city says whether three organisations can be asked for; where not, full points; unsaid, none."""
    kinds = {m["类别"] for m in _terms(o, "mass_orgs", place, "成立日期", "撤销日期")}
    met = len(kinds & {"工会", "团委", "妇联"})
    said = [
        d
        for d in o.here("decisions", place)
        if d["考核标准代号"] == o.edition and d["子项"] == "14.2" and o.come(d["认定日期"])
    ]
    last = max(said, key=lambda d: (d["认定日期"], d["登记时间"], int(d["编号"])), default=None)
    if last is None:
        return Decimal(0), met, 3
    if last["认定结果"] == "不适用（不具备条件）":
        return Decimal("0.5"), met, 3
    return share(met, 3, "0.5"), met, 3


def work_done(o: Oracle, place: str) -> Result:
    """14.3: visits as planned; requests done in time from 90 % on; satisfied residents from 85 % on."""
    planned = [
        v for v in o.here("visits", place) if o.within(v["计划日期"], 3) and v["办理状态"] != "不需走访"
    ]
    met = sum(v["办理状态"] == "已走访" and o.come(v["走访日期"]) for v in planned)
    asked = [
        r for r in o.here("requests", place)
        if o.within(r["上报日期"], 12)
        and (
            o.come(r["办结日期"])
            or (r["办理期限"] is not None and r["办理期限"] < o.day and r["办理状态"] != "已挂起")
        )
    ]  # fmt: skip
    timely = sum(
        o.come(r["办结日期"]) and r["办理期限"] is not None and r["办结日期"] <= r["办理期限"] for r in asked
    )
    said = [
        i for i in o.here("interviews", place)
        if i["抽取方式"] == "随机抽取" and o.within(i["访问日期"], 12) and i["拒绝访问"] == "否" and i["对社区工作满意吗"] is not None
    ]  # fmt: skip
    pleased = sum(i["对社区工作满意吗"] in ("满意", "很满意") for i in said)
    points = share(met, len(planned), "0.7") + between(timely, len(asked), "0.7", 90)
    return points + between(pleased, len(said), "0.6", 85), met, len(planned)


def files_collected(o: Oracle, place: str) -> Result:
    """14.4: files of the list that have been collected, have a place and are still good."""
    rows = _terms(o, "required_files", place, "列入清单日期", "移出清单日期")
    met = sum(o.come(f["收齐日期"]) and f["有存放处"] == "是" and not o.come(f["有效期至"]) for f in rows)
    return share(met, len(rows), "1"), met, len(rows)


def windows_in_use(o: Oracle, place: str) -> list[Row]:
    """Windows of one department or of all, in use."""
    rows = _terms(o, "service_windows", place, "启用日期", "停用日期")
    return [w for w in rows if w["形式"] in ("专窗", "综合窗口")]


def windows_and_staff(o: Oracle, place: str) -> Result:
    """15.1: four departments with a window; with people there for nine tenths of the hours announced."""
    counters, hours = windows_in_use(o, place), o.here("window_hours", place)
    met = staffed = 0
    for department in DEPARTMENTS:
        mine = {w["编号"] for w in counters if w[f"授权办理{department}事项"] == "是"}
        met += bool(mine)
        weeks = [h for h in hours if h["窗口编号"] in mine and o.within(h["止"], 3)]
        due = sum(int(h["公示小时数"]) for h in weeks)
        staffed += due > 0 and sum(int(h["有人值守小时数"]) for h in weeks) * 100 >= due * 90
    return share(met, 4, "1") + share(staffed, 4, "1"), met, 4


def equipment(o: Oracle, place: str) -> Result:
    """15.2: five things, each at every window."""
    counters = windows_in_use(o, place)
    things = ("有桌椅", "有网络", "可排队或预约", "有无障碍通道", "有一米线")
    met = sum(bool(counters) and all(w[thing] == "是" for w in counters) for thing in things)
    return share(met, 5, "1"), met, 5


def service_rules(o: Oracle, place: str) -> Result:
    """15.3: five rules that are written, in force and published."""
    rows = _terms(o, "service_rules", place, "施行日期", "废止日期")
    kinds = {r["制度"] for r in rows if r["有制度内容"] == "是" and o.come(r["公布日期"])}
    met = len(kinds & {"首问负责", "一次性告知", "限时办结", "帮办代办", "投诉评价"})
    return share(met, 5, "1"), met, 5


def _case_is_whole(case: Row) -> bool:
    reason = case["有理由"] == "是"
    late = case["办结日期"] and case["办结期限"] and case["办结日期"] > case["办结期限"]
    return (
        (case["办理方式"] != "代办" or case["有授权书编号"] == "是")
        and (case["结果"] in (None, "准予") or reason)
        and (case["办理状态"] != "不予受理" or reason)
        and (not late or case["有超期说明"] == "是")
        and (case["送达日期"] is None or case["送达方式"] is not None)
    )


def _answered(o: Oracle, rating: Row) -> bool:
    """Called back and answered in time, or the day for it has not passed."""
    called, answered = rating["联系日期"], rating["整改答复日期"]
    call_fine = (
        called <= rating["应联系日期"]
        if called is not None
        else rating["应联系日期"] and rating["应联系日期"] >= o.day
    )
    if rating["应答复日期"] and rating["应答复日期"] >= o.day:
        return bool(call_fine)
    return bool(call_fine and o.come(answered) and answered <= rating["应答复日期"])


def case_register(o: Oracle, place: str) -> Result:
    """15.4: whole records, cases in time, half of the cases rated, every bad rating answered."""
    cases = o.here("service_cases", place)
    recorded = [c for c in cases if o.within(c["收到申请日期"], 12) and c["办理状态"] != "咨询"]
    whole = sum(_case_is_whole(c) for c in recorded)
    due = [
        c for c in cases
        if o.within(c["受理日期"], 12) and c["结果"] != "撤回" and c["办结期限"] is not None
        and (o.come(c["办结日期"]) or (c["办结期限"] < o.day and c["办理状态"] != "暂停计时"))
    ]  # fmt: skip
    timely = sum(o.come(c["办结日期"]) and c["办结日期"] <= c["办结期限"] for c in due)
    ratings = [r for r in o.here("ratings", place) if o.come(r["评价日期"])]
    rated_cases = {r["办件编号"] for r in ratings}
    decided = [c for c in cases if o.within(c["办结日期"], 12) and c["结果"] != "撤回"]
    rated = sum(c["编号"] in rated_cases for c in decided)
    bad = [r for r in ratings if o.within(r["评价日期"], 12) and r["评价"] in ("不满意", "非常不满意")]
    answered = all(_answered(o, r) for r in bad) if bad else rated > 0
    points = share(whole, len(recorded), "0.8") + share(timely, len(due), "0.8")
    points += between(rated, len(decided), "0.2", 50) + Decimal("0.2") * answered
    return points, whole, len(recorded)


RULES = {
    "14.1": organisations, "14.2": mass_organisations, "14.3": work_done, "14.4": files_collected,
    "15.1": windows_and_staff, "15.2": equipment, "15.3": service_rules, "15.4": case_register,
}  # fmt: skip
