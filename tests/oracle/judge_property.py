"""The criteria of items 10, 13 and 16 and 9.3, one function each: points, met, total."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from tests.oracle.books import Row
from tests.oracle.judge_services import windows_in_use
from tests.oracle.oracle import Oracle, Result, between, months_after, share, years_old

LANDS = ("承包地", "山林地", "宅基地")
INFRASTRUCTURE = (
    ("供水",), ("供电",), ("道路",), ("通讯",), ("燃气",), ("文体娱乐", "球场", "健身设施"), ("绿化",), ("亮化",),
)  # fmt: skip
PUBLIC = (
    ("老年人活动中心",), ("儿童托管中心",), ("超市（便利店）",), ("广场", "文化广场"), ("便民服务窗口",),
    ("综合管理用房",),
)  # fmt: skip


def _point(met: int, points: str = "0.5") -> Decimal:
    return Decimal(points) if met else Decimal(0)


def _cents(value: str | None) -> int:
    return int(Decimal(value or 0) * 100)


def operator(o: Oracle, place: str) -> Result:
    """10.1: a company of the movers, or one of the county named in writing."""
    rows = [
        c for c in o.here("companies", place)
        if c["类型"] in ("移民发展公司", "县级平台公司") and not o.come(c["撤销日期"])
    ]  # fmt: skip
    met = sum(o.come(c["组建（明确）日期"]) and c["有组建（明确）文件文号"] == "是" for c in rows)
    return _point(met, "1"), met, len(rows)


def asset_lists(o: Oracle, place: str) -> Result:
    """10.2: households that have confirmed the list of what they own themselves."""
    homes = {h["编号"] for h in o.homes.values() if h["安置点"] == place}
    signed = {
        r["户编号"] for r in o.here("asset_lists", place) if o.come(r["确认日期"]) and r["本人签字"] == "是"
    }
    met = len(homes & signed)
    return share(met, len(homes), "1"), met, len(homes)


def _land(o: Oracle, place: str) -> tuple[list[Row], set[str]]:
    """Assets with rights confirmed and no dispute, and the numbers of those in use and not fallow for a year."""
    busy = {
        u["资产编号"] for u in o.here("asset_uses", place)
        if o.stands(u["起"], u["止（不含）"]) and (u["利用方式"] in ("流转", "入股") or o.come(u["开始经营（有产出）日期"]))
    }  # fmt: skip
    year = months_after(o.day + timedelta(days=1), -12)
    known = [
        a for a in o.here("assets", place)
        if o.come(a["确权日期"]) and not (o.come(a["争议开始日期"]) and not o.come(a["争议解决日期"]))
    ]  # fmt: skip
    fallow = {a["编号"] for a in known if a["撂荒（闲置）起始日期"] and a["撂荒（闲置）起始日期"] < year}
    return known, busy - fallow


def three_lands(o: Oracle, place: str) -> Result:
    """9.3: parcels of the three kinds of land in use."""
    known, used = _land(o, place)
    rows = [a for a in known if a["类别"] in LANDS]
    met = sum(a["编号"] in used for a in rows)
    return share(met, len(rows), "0.5"), met, len(rows)


def assets_used(o: Oracle, place: str) -> Result:
    """10.3: mu of three kinds of land and square metres of the settlement in use."""
    known, used = _land(o, place)

    def area(rows: list[Row], head: str) -> tuple[int, int]:
        return sum(_cents(a[head]) for a in rows if a["编号"] in used), sum(_cents(a[head]) for a in rows)

    land = [area([a for a in known if a["类别"] == kind], "面积（亩）") for kind in LANDS]
    floors = area([a for a in known if a["位置"] == "安置点"], "建筑面积（平方米）")
    return sum((share(*pair, "0.5") for pair in (*land, floors)), Decimal(0)), *land[0]


def shares_and_income(o: Oracle, place: str) -> Result:
    """10.4: contracts that are whole and signed, half a point; fen paid of fen due, a point."""
    rows = [c for c in o.here("share_contracts", place) if o.stands(c["签订日期"], c["退股日期"])]
    met = sum(
        c["权利人本人签字"] == "是" and c["共有人全部签字"] == "是" and c["合同文本已归档"] == "是"
        for c in rows
    )
    paid = due = 0
    for p in o.here("payments", place):
        done = o.come(p["兑付日期"])
        if o.come(p["应付日期"]) and (not done or o.within(p["应付日期"], 12)):
            due += _cents(p["金额（分）"])
            paid += _cents(p["金额（分）"]) if done else 0
    return share(met, len(rows), "0.5") + share(paid, due, "1"), met, len(rows)


def contract_papers(o: Oracle, place: str) -> Result:
    """10.5: contract, valuation, and from the first day of payment on its proof."""
    rows = [c for c in o.here("land_contracts", place) if o.stands(c["签订日期"], c["实际终止日期"])]
    met = sum(
        c["合同文本已归档"] == "是" and c["评估资料已归档"] == "是"
        and (c["兑付凭证已归档"] == "是" or not o.come(c["首次付款日"]))
        for c in rows
    )  # fmt: skip
    return share(met, len(rows), "0.5"), met, len(rows)


def _facilities(o: Oracle, place: str) -> tuple[list[Row], set[str]]:
    """Facilities that stand, and the numbers of those that work."""
    rows = [f for f in o.here("facilities", place) if o.stands(f["投用日期"], f["撤除日期"])]
    down = {x["设施编号"] for x in o.here("outages", place) if o.stands(x["起"], x["恢复日期"])}
    works = {
        f["编号"] for f in rows
        if f["编号"] not in down
        and (f["类别"] != "燃气" or f["燃气替代"] == "无" or f["有市里认定文号"] == "是")
    }  # fmt: skip
    return rows, works


def infrastructure(o: Oracle, place: str) -> Result:
    """13.1: kinds of which more than half works; instead of gas another fuel only when the city has said so."""
    rows, works = _facilities(o, place)
    met = 0
    for kinds in INFRASTRUCTURE:
        mine = [f["编号"] for f in rows if f["类别"] in kinds]
        met += 2 * len(works.intersection(mine)) > len(mine)
    return share(met, 8, "1.5"), met, 8


def public_facilities(o: Oracle, place: str) -> Result:
    """13.2: six kinds, own or shared; a shop of the register is a shop too, a window of the register a window."""
    rows, works = _facilities(o, place)
    found = {f["类别"] for f in rows if f["编号"] in works}
    if any(s["类型"] in ("超市", "便利店") for s in _shops(o, place)):
        found.add("超市（便利店）")
    if windows_in_use(o, place):
        found.add("便民服务窗口")
    met = sum(bool(found.intersection(kinds)) for kinds in PUBLIC)
    return share(met, 6, "1.5"), met, 6


def maintenance(o: Oracle, place: str) -> Result:
    """13.3: repairs in time from 90 % on, rounds as planned, nothing out of use for more than 30 days."""
    month = o.day - timedelta(days=29)
    asked = [
        r for r in o.here("repairs", place)
        if o.within(r["报修日期"], 12) and r["办理状态"] not in ("已撤回", "转为工程")
        and (
            o.come(r["办结日期"])
            or (r["办理期限"] < o.day if r["办理期限"] else r["报修日期"] < month)
        )
    ]  # fmt: skip
    met = sum(o.come(r["办结日期"]) and r["超过期限"] == "否" for r in asked)
    rounds = [
        i for i in o.here("inspections", place) if o.within(i["计划日期"], 3) and i["办理状态"] != "已取消"
    ]  # fmt: skip
    made = sum(i["办理状态"] == "已巡检" and o.come(i["巡检日期"]) for i in rounds)
    stand = {f["编号"] for f in _facilities(o, place)[0]}
    long_ago = o.day - timedelta(days=30)
    down = any(
        x["设施编号"] in stand
        and x["情况"] in ("停用", "维修中")
        and x["起"] < long_ago
        and not o.come(x["恢复日期"])
        for x in o.here("outages", place)
    )
    points = between(met, len(asked), "0.8", 90) + share(made, len(rounds), "0.4")
    return points + _point(bool(stand) and not down, "0.3"), met, len(asked)


def broadcast_line(o: Oracle, place: str) -> Result:
    """13.4: a line to every dwelling that somebody has moved into, or nothing."""
    lived_in = {
        s["房屋编号"] for s in o.here("occupancy", place)
        if o.covers(s) and s["入住状态"] in ("常住", "部分成员常住", "举家外出务工（房屋保留）", "两头住", "出租出借转让")
    }  # fmt: skip
    homes = lived_in & {d["编号"] for d in o.here("dwellings", place)}
    lines = {
        u["房屋编号"] for u in o.here("utilities", place)
        if u["服务"] == "广电云" and u["已通达"] == "是" and (u["通达日期"] is None or o.come(u["通达日期"]))
    }  # fmt: skip
    met = len(homes & lines)
    return _point(bool(homes) and met == len(homes)), met, len(homes)


def school_and_clinic(o: Oracle, place: str) -> Result:
    """13.5: a place at school for every child of 6 to 15 on the last 31 August; a clinic within 15 minutes."""
    august = o.day.replace(month=8, day=31)
    if august > o.day:
        august = august.replace(year=august.year - 1)
    states: dict[str, set[str]] = {}
    for s in o.books["school_places"]:
        if o.covers(s):
            states.setdefault(s["儿童编号"], set()).add(s["情况"])
    children = [
        states.get(p["编号"], set()) for p in o.people
        if p["安置点"] == place and 6 <= years_old(p["出生日期"], august) < 15
    ]  # fmt: skip
    placed = [bool(have & {"已有学位", "送教上门"}) for have in children]
    counted = [
        fine for fine, have in zip(placed, children, strict=True) if fine or "经批准延缓入学" not in have
    ]
    homes = any(h["安置点"] == place for h in o.homes.values())
    near = any(
        a["类别"] in ("卫生室", "社区医院", "县医院") and o.stands(a["开始服务日期"], a["停止服务日期"])
        and a["到达时间（分钟）"] is not None and int(a["到达时间（分钟）"]) <= 15
        for a in o.here("schools_clinics", place)
    )  # fmt: skip
    points = _point(all(counted) and (bool(counted) or homes)) + _point(near)
    return points, sum(counted), len(counted)


def _shops(o: Oracle, place: str) -> list[Row]:
    return [s for s in o.here("shops", place) if o.stands(s["开业日期"], s["停业日期"])]


def shops(o: Oracle, place: str) -> Result:
    """16.1: food within ten minutes on foot, a convenience shop, a place for parcels or buying on line."""
    rows = _shops(o, place)
    food = [s for s in rows if s["类型"] == "菜市场（菜店）" or s["卖菜"] == "是"]
    met = sum(s["步行时间（分钟）"] is not None and int(s["步行时间（分钟）"]) <= 10 for s in food)
    kinds = {s["类型"] for s in rows}
    parcels = _point(bool(kinds & {"电商服务站", "快递点"}))
    return _point(met, "1") + _point(bool(kinds & {"超市", "便利店"})) + parcels, met, len(food)


def information(o: Oracle, place: str) -> Result:
    """16.2: platform seen on line, site renewed within 14 days, three exchanges that run or four columns."""
    checks = [k for k in o.here("platform_checks", place) if k["能打开"] == "是" and o.come(k["查看日期"])]
    fresh = o.day - timedelta(days=14)
    seen = {k["平台编号"] for k in checks if o.within(k["查看日期"], 3)}
    renewed = {k["平台编号"] for k in checks if o.come(k["最新内容日期"]) and k["最新内容日期"] >= fresh}
    news = [p for p in o.here("publications", place) if o.come(p["发布日期"])]
    on_site = any(p["网站"] == "是" and p["发布日期"] >= fresh for p in news)
    rows = [p for p in o.here("platforms", place) if o.come(p["上线日期"])]
    platforms = [p for p in rows if p["类别"] == "综合信息平台"]
    met = sum(p["编号"] in seen and not o.come(p["下线日期"]) for p in platforms)
    site = any(
        p["类别"] == "社区网站" and not o.come(p["下线日期"]) and (p["编号"] in renewed or on_site)
        for p in rows
    )
    ran = {
        r["交互编号"] for r in o.here("exchange_runs", place)
        if r["成功"] == "是" and o.come(r["日期"]) and r["日期"] >= o.day - timedelta(days=30)
    }  # fmt: skip
    alive = sum(
        o.covers({"起": x["开通日期"], "止": x["停止日期"]}) and x["编号"] in ran
        for x in o.here("exchanges", place)
    )
    columns = {
        p["栏目"] for p in news
        if p["到期日期"] is not None and p["到期日期"] > o.day and not o.come(p["撤下日期"])
    }  # fmt: skip
    real = alive >= 3 or len(columns) >= 4
    return _point(met, "0.7") + _point(site) + _point(real, "0.8"), met, len(platforms)


def road_and_bus(o: Oracle, place: str) -> Result:
    """16.3: a road to the town; a line with a stop within 500 metres that keeps nine of ten runs."""
    roads = [r for r in o.here("roads", place) if o.come(r["通车日期"])]
    met = sum(not o.come(r["中断（停用）日期"]) for r in roads)
    near = {s["编号"] for s in o.here("bus_stops", place) if int(s["到大门距离（米）"]) <= 500}
    stops = {s["线路编号"] for s in o.here("line_stops", place) if s["站点编号"] in near}
    planned: dict[str, int] = {}
    kept: dict[str, int] = {}
    for d in o.here("bus_days", place):
        if o.within(d["日期"], 3) and int(d["计划班次"]) > 0:
            planned[d["线路编号"]] = planned.get(d["线路编号"], 0) + int(d["计划班次"])
            kept[d["线路编号"]] = kept.get(d["线路编号"], 0) + int(d["实际班次"] or 0)
    bus = any(
        line["编号"] in stops and o.stands(line["开通日期"], line["停运日期"]) and line["编号"] in planned
        and kept[line["编号"]] * 100 >= planned[line["编号"]] * 90
        for line in o.here("bus_lines", place)
    )  # fmt: skip
    return _point(met) + _point(bus, "1"), met, len(roads)


def volunteers(o: Oracle, place: str) -> Result:
    """16.4: quarters with a confirmed activity; old and new neighbours together in half of those of the year."""
    held = [
        a
        for a in o.here("volunteer_activities", place)
        if a["状态"] == "已核实" and a["办理状态"] == "已举办"
    ]
    quarters = o.quarters()
    met = sum(any(start <= a["活动日期"] < end for a in held) for start, end in quarters)
    year = [a for a in held if o.within(a["活动日期"], 12)]
    mixed = sum(int(a["搬迁群众人数"] or 0) > 0 and int(a["原住民人数"] or 0) > 0 for a in year)
    return share(met, len(quarters), "1") + between(mixed, len(year), "0.5", 50), met, len(quarters)


RULES = {
    "9.3": three_lands, "10.1": operator, "10.2": asset_lists, "10.3": assets_used, "10.4": shares_and_income,
    "10.5": contract_papers,
    "13.1": infrastructure, "13.2": public_facilities, "13.3": maintenance, "13.4": broadcast_line,
    "13.5": school_and_clinic, "16.1": shops, "16.2": information, "16.3": road_and_bus, "16.4": volunteers,
}  # fmt: skip
