"""All rules, and the criteria of items 9, 11 and 12, one function each: points, met, total."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from tests.oracle import judge_confirmed, judge_norms, judge_property, judge_safety, judge_services
from tests.oracle.books import Row
from tests.oracle.oracle import LAUNCH, WITH_EMPLOYER, Answer, Oracle, Result, months_after, rounded, share


def judge(books: dict[str, list[Row]], day: date, places: list[str], edition: str) -> Answer:
    """Points (as text), met and total of every criterion of every settlement."""
    oracle = Oracle(books, day, edition)
    answer: Answer = {}
    for place in places:
        answer[place] = {}
        for code, rule in EDITIONS[edition].items():
            points, met, total = rule(oracle, place)
            answer[place][code] = (f"{points:.2f}", met, total)
    return answer


def _homes(o: Oracle, place: str) -> list[Row]:
    return [h for h in o.homes.values() if h["安置点"] == place]


def occupancy(o: Oracle, place: str) -> Result:
    """9.1: 2 points only when every household with keys lives here; 98 % one, 95 % half a point."""
    spells = o.of_home("occupancy")
    with_keys = [h for h in _homes(o, place) if o.come(h["交钥匙时间"])]
    met = 0
    for home in with_keys:
        now = [s for s in spells[place, home["编号"]] if o.covers(s)]
        met += any(
            s["入住状态"] in ("常住", "部分成员常住")
            or (s["入住状态"] == "举家外出务工（房屋保留）" and s["外出务工已核实"] == "是" and o.come(home["实际入住时间"]))
            for s in now
        )  # fmt: skip
    total = len(with_keys)
    points = next(
        (p for least, p in ((100, "2"), (98, "1"), (95, "0.5")) if total and met * 100 >= least * total), "0"
    )
    return Decimal(points), met, total


def old_houses(o: Oracle, place: str) -> Result:
    """9.2: demolished and checked of those due; reclaimed and accepted of those that can be."""
    homes = {h["编号"] for h in _homes(o, place)}
    due = [
        r for r in o.here("old_houses", place)
        if r["户编号"] in homes and r["原有住房"] != "无（借住、租住、灭失）"
        and not (r["免拆类别"] != "无" and o.come(r["免拆认定日期"])) and (r["应拆期限"] is None or o.come(r["应拆期限"]))
    ]  # fmt: skip
    down = sum(o.come(r["拆除日期"]) and o.come(r["现场核验日期"]) for r in due)
    ground = [
        r for r in due if r["复垦复绿"] != "不适宜" and (r["复垦期限"] is None or o.come(r["复垦期限"]))
    ]  # fmt: skip
    green = sum(o.come(r["验收日期"]) for r in ground)
    return share(down, len(due), "0.75") + share(green, len(ground), "0.75"), down, len(due)


def two_ends(o: Oracle, place: str) -> Result:
    """9.4: a tenth of a point for each open case per hundred households."""
    cases, homes = o.of_home("two_ends"), _homes(o, place)
    living = [h for h in homes if o.come(h["实际入住时间"])]
    still = sum(
        any(
            c["办理状态"] != "不属实" and o.come(c["核实日期"]) and not (o.come(c["销号日期"]) and o.come(c["回访核实日期"]))
            for c in cases[place, h["编号"]]
        )
        for h in living
    )  # fmt: skip
    if not homes:
        return Decimal(0), 0, 0
    left = max(Fraction(0), 1 - Fraction(1, 10) * Fraction(100 * still, len(homes)))
    return rounded(left, "1", still == 0), len(living) - still, len(living)


def job_activities(o: Oracle, place: str) -> Result:
    """9.5: one activity, confirmed by somebody else, in the last six months."""
    first = months_after(o.day + timedelta(days=1), -6)
    held = [e for e in o.here("job_events", place) if o.come(e["日期"]) and e["日期"] >= first]
    sure = sum(e["状态"] == "已核实" for e in held)
    return Decimal(1 if sure else 0), sure, len(held)


def _checked(o: Oracle, place: str, book: str) -> tuple[int, int]:
    quarter = o.day - timedelta(days=92)
    rows = [
        r for r in o.here("checks", place) if r["台账"] == book and o.come(r["核查日期"]) and r["核查日期"] > quarter
    ]  # fmt: skip
    return sum(int(r["一致项数"]) for r in rows), sum(int(r["核查项数"]) for r in rows)


def _profile_cells(row: Row | None) -> tuple[int, int]:
    if row is None:
        return 0, 4
    wanted = ["劳动力类别", "就业状态", "核实日期", "核实方式"]
    if row["就业状态"] == "已就业":
        wanted += ["就业形式", "就业地点", "年内务工月数"]
    elif row["就业状态"] in ("失业（有意愿）", "无就业意愿"):
        wanted.append("未就业原因")
    return sum(row[head] is not None for head in wanted), len(wanted)


def labour_register(o: Oracle, place: str) -> Result:
    """11.1: cells filled 0.6, confirmed within 31 days 0.6, sample right from 95 % on 0.8."""
    latest: dict[str, Row] = {}
    for row in o.books["labour"]:
        if o.come(row["月份"]) and (
            row["人编号"] not in latest or row["月份"] > latest[row["人编号"]]["月份"]
        ):
            latest[row["人编号"]] = row
    mine = [latest.get(p["编号"]) for p in o.working if p["安置点"] == place]
    cells = [_profile_cells(row) for row in mine]
    filled, wanted = sum(c[0] for c in cells), sum(c[1] for c in cells)
    timely = sum(
        row is not None and row["核实日期"] is not None and row["核实日期"] >= o.since for row in mine
    )
    right, looked = _checked(o, place, "劳动力信息台账")
    good = Decimal("0.8") if looked and right * 100 >= 95 * looked else Decimal(0)
    return share(filled, wanted, "0.6") + share(timely, len(mine), "0.6") + good, filled, wanted


def _exempt_from_training(o: Oracle) -> set[str]:
    found = set()
    for x in o.books["exemptions"]:
        if x["状态"] != "已核实" or x["依据材料"] is None or not o.covers(x):
            continue
        carer = x["豁免情形"] == "唯一照护人（半年复核）"
        review = x["复核日期"]
        if review is None:
            fine = not carer or x["起"] >= months_after(o.day, -6)
        else:
            fine = review >= o.day and (not carer or review <= months_after(o.day, 6))
        if fine:
            found.add(x["人编号"])
    return found


def training(o: Oracle, place: str) -> Result:
    """11.2: three points when everybody who should has been trained; 60 to 99 % up to 2.5."""
    done: dict[str, list[date]] = defaultdict(list)
    for e in o.books["enrolments"]:
        passed = e["办理状态"] in ("已结业", "已取证", "考核未过") and o.come(e["结业日期"])
        due, present = int(e["应到课时"] or 0), int(e["实到课时"] or 0)
        if passed and due > 0 and present * 100 >= due * 80:
            done[e["学员编号"]].append(e["结业日期"])
    exempt = _exempt_from_training(o)
    should = [p for p in o.labour if p["安置点"] == place and p["编号"] not in exempt]
    met = sum(
        p["户"]["实际入住时间"] is not None and any(d >= p["户"]["实际入住时间"] for d in done[p["编号"]])
        for p in should
    )  # fmt: skip
    if not should:
        return Decimal(0), 0, 0
    if met == len(should):
        return Decimal(3), met, len(should)
    percent = Fraction(100 * met, len(should))
    part = max(Fraction(0), min(Fraction(1), (percent - 60) / 39))
    return rounded(Fraction(5, 2) * part, "3", False), met, len(should)


def class_files(o: Oracle, place: str) -> Result:
    """11.3: all five papers of a class that is over."""
    papers = ("开班报告", "有课程表", "有花名册", "有考勤记录", "有考核结果")
    over = [
        c for c in o.here("classes", place) if o.come(c["结束日期"]) and c["办理状态"] not in ("拟开班", "已取消")
    ]  # fmt: skip
    met = sum(all(c[p] is not None and c[p] != "否" for p in papers) for c in over)
    return share(met, len(over), "1"), met, len(over)


def windows(o: Oracle, place: str) -> Result:
    """12.1: a standing window, or a mobile one of two half-days a week."""
    now = [w for w in o.here("windows", place) if o.come(w["设立日期"]) and not o.come(w["撤销日期"])]
    met = sum(w["形式"] == "常设" or int(w["每周半天数"] or 0) >= 2 for w in now)
    return Decimal(1 if met else 0), met, len(now)


def _record_cells(row: Row) -> tuple[int, int]:
    filled = sum(row[head] is not None for head in ("就业形式", "就业地", "印证", "工种"))
    if row["就业形式"] not in WITH_EMPLOYER:
        return filled, 4
    employer = row["单位（台账）编号"] is not None or row["单位"] is not None
    return filled + employer + (row["合同"] is not None), 6


def employment_register(o: Oracle, place: str) -> Result:
    """12.2: cells filled, confirmed within 31 days, sample right: half a point each."""
    rows = [r for p in o.labour if p["安置点"] == place for r in o.spells.get(p["编号"], [])]
    cells = [_record_cells(r) for r in rows]
    filled, wanted = sum(c[0] for c in cells), sum(c[1] for c in cells)
    timely = sum(r["核实日期"] is not None and r["核实日期"] >= o.since for r in rows)
    right, looked = _checked(o, place, "就业台账")
    points = share(filled, wanted, "0.5") + share(timely, len(rows), "0.5") + share(right, looked, "0.5")
    return points, filled, wanted


def _labour_homes(o: Oracle, place: str) -> set[str]:
    return {p["户"]["编号"] for p in o.labour if p["安置点"] == place}


def zero_employment(o: Oracle, place: str) -> Result:
    """12.3: 2.5 when no household is without work; 1.5 when each such case is young and has a plan."""
    homes = _labour_homes(o, place)
    working = {p["户"]["编号"] for p in o.labour if p["编号"] in o.jobs}
    exempt, helped = set(), set()
    for z in o.here("zero_employment", place):
        if z["办理状态"] == "不属实" or o.come(z["销号日期"]):
            continue
        start, review = z["豁免起"] or z["认定日期"] or z["发现日期"], z["豁免复核日期"]
        if (
            z["豁免"] not in ("无", None)
            and o.come(start)
            and review
            and o.day <= review <= months_after(o.day, 6)
        ):
            exempt.add(z["户编号"])
        fresh = z["认定日期"] is not None and o.day - timedelta(days=30) <= z["认定日期"] <= o.day
        if fresh and o.come(z["计划日期"]):
            helped.add(z["户编号"])
    without = homes - working - exempt
    points = Decimal(0) if without else Decimal("2.5") if homes else Decimal(0)
    if without and without <= helped:
        points = Decimal("1.5")
    return points, len(homes) - len(without), len(homes)


def job_pushes(o: Oracle, place: str) -> Result:
    """12.4: the part of the half-years since launch that had a confirmed push; a first one under 90 days is left out."""
    held = [e["日期"] for e in o.here("job_events", place) if e["状态"] == "已核实" and o.come(e["日期"])]
    met = total = 0
    start = LAUNCH
    while True:
        end = date(start.year, 7, 1) if start.month < 7 else date(start.year + 1, 1, 1)
        if end > o.day + timedelta(days=1):
            return share(met, total, "1"), met, total
        whole = (start.month, start.day) in ((1, 1), (7, 1))
        if whole or (end - start).days >= 90:
            total += 1
            met += any(start <= day < end for day in held)
        start = end


def one_job_a_home(o: Oracle, place: str) -> Result:
    """12.5: as many people in work as there are households with labour."""
    homes = _labour_homes(o, place)
    at_work = sum(p["编号"] in o.jobs for p in o.labour if p["安置点"] == place)
    return Decimal(1 if homes and at_work >= len(homes) else 0), at_work, len(homes)


RULES = {
    "9.1": occupancy, "9.2": old_houses, "9.4": two_ends, "9.5": job_activities, "11.1": labour_register, "11.2": training,
    "11.3": class_files, "12.1": windows, "12.2": employment_register, "12.3": zero_employment, "12.4": job_pushes,
    "12.5": one_job_a_home,
    **judge_norms.RULES,
    **judge_safety.RULES,
    **judge_property.RULES,
    **judge_services.RULES,
}  # fmt: skip
EDITIONS = {
    "LPS-2018": {**RULES, **judge_confirmed.PRINTED},
    "LPS-2018-R": {**RULES, **judge_confirmed.LIGHTER},
}
"""Code → rule; the lighter edition asks residents where the printed one asks for papers and pictures."""
