"""The twelve invented settlements of domain §5.3, and how each one tells its story."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date


@dataclass(frozen=True)
class Plan:
    """Exact size and story of one settlement. Shares are per cent or fractions as named."""

    code: str
    name: str
    township: str
    county: str
    kind: str
    years: tuple[int, ...]
    allocated: tuple[date, date]
    buildings: int
    flats: int
    households: int
    persons: int
    minority: float
    initials: str = ""
    pinyin: str = ""
    host: str = ""
    communities: int = 1
    demonstration: bool = False
    moved_in: float = 0.985
    away: float = 0.09
    two_ends: float = 0.01
    demolished: float = 0.94
    reclaimed: float = 0.88
    trained: float = 0.93
    repeats: float = 0.25
    employed: float = 0.94
    on_site: float = 0.08
    timely: float = 0.96
    complete: float = 0.985
    accurate: float = 0.96
    late: float = 0.03
    documented: float = 0.92
    weak_start: bool = False
    job_bases: tuple[str, ...] = field(default_factory=tuple)
    zero_states: tuple[str, ...] = field(default_factory=tuple)
    story: str = ""
    full_households: int = 0
    """Households of the full build, when this one is shrunk: the 200-household rule goes by these."""


Y16, Y17 = (date(2016, 9, 10), date(2017, 2, 20)), (date(2017, 7, 10), date(2017, 12, 20))
Y1718, Y18 = (date(2017, 9, 1), date(2018, 5, 10)), (date(2018, 2, 26), date(2018, 5, 18))
Y1617 = (date(2016, 10, 8), date(2017, 11, 30))

PLANS: tuple[Plan, ...] = (
    Plan("D01", "栖云新城", "云台街道", "520221", "urban", (2017, 2018), Y1718, 52, 2760, 2680, 11790, 0.52, "qyxc", "qiyun",
         communities=3, moved_in=0.996, two_ends=0.006, demolished=0.97, reclaimed=0.95, trained=0.965, timely=0.985, accurate=0.97,
         job_bases=("factory", "youth", "craft"), zero_states=("planned", "offering", "watching", "closed", "closed"),
         story="超大型安置点，三个社区，数据扎实"),
    Plan("D02", "荞花里", "荞山镇", "520221", "scenic", (2016, 2017), Y1617, 46, 640, 640, 2880, 0.71, "qhl", "qiaohua",
         on_site=0.27, away=0.06, job_bases=("embroidery", "craft"), zero_states=("planned",),
         story="景区安置，锦绣坊，就地就业多；恰有一个未结的零就业个案"),
    Plan("D03", "锦溪苑", "锦溪街道", "520281", "urban", (2017,), Y17, 28, 1460, 1420, 6110, 0.34, "jxy", "jinxi",
         demonstration=True, moved_in=1.0, two_ends=0.0, demolished=0.985, reclaimed=0.96, trained=0.985, employed=0.95, timely=0.993,
         complete=0.995, accurate=0.985, late=0.01, documented=0.97, job_bases=("embroidery", "factory"), zero_states=("closed", "closed"),
         story="2018 年示范点，约 91 分，闭环清楚"),
    Plan("D04", "银杉坝", "银杉镇", "520281", "industrial_park", (2018,), Y18, 24, 1210, 1180, 5070, 0.29, "ysb", "yinshan",
         trained=0.66, repeats=1.4, on_site=0.16, job_bases=("factory",), zero_states=("suspected", "offering", "closed"),
         story="园区安置，扶贫工厂；培训人次多、覆盖的人少"),
    Plan("D05", "南浦新居", "南浦镇", "520281", "rural_new_village", (2016,), Y16, 24, 318, 318, 1400, 0.38, "npxj", "nanpu",
         demolished=1.0, reclaimed=0.55, zero_states=("exempted",), story="旧房全部拆除，复垦验收晚"),
    Plan("D06", "桐花坪", "桐花街道", "520203", "urban", (2017, 2018), Y1718, 17, 880, 860, 3740, 0.47, "thp", "tonghua",
         trained=0.95, job_bases=("embroidery",), zero_states=("employed", "watching", "closed", "closed", "closed", "dismissed", "exempted"),
         story="零就业个案有开有结，上周刚有一户实现就业"),
    Plan("D07", "云杉苑", "杉林镇", "520203", "urban", (2018,), Y18, 9, 440, 430, 1850, 0.44, "ysy", "yunshan",
         moved_in=0.955, two_ends=0.03, demolished=0.87, reclaimed=0.7, trained=0.82, timely=0.83, complete=0.94, accurate=0.88, late=0.55,
         documented=0.6, zero_states=("suspected", "verified", "reopened"), story="资料应付：补录多、日期雷同，正在整改"),
    Plan("D08", "听泉里", "听泉街道", "520201", "urban", (2017,), Y17, 10, 530, 520, 2210, 0.26, "tql", "tingquan",
         demonstration=True, weak_start=True, zero_states=("closed", "closed", "closed"), story="2018 年示范点，首次自评未过，2019 年通过"),
    Plan("D09", "晴岚家园", "红岩街道", "520200ZK", "industrial_park", (2018,), Y18, 4, 204, 200, 846, 0.24, "qljy", "qinglan",
         on_site=0.14, story="恰好 200 户：单独创建"),
    Plan("D10", "望岫新村", "望岫镇", "520221", "rural_new_village", (2016,), Y16, 33, 199, 199, 879, 0.63, "wxxc", "wangxiu",
         host="望岫村", story="199 户：融入迁入地村创建"),
    Plan("D11", "松月坪", "松月镇", "520203", "rural_new_village", (2016,), Y16, 16, 96, 96, 431, 0.58, "syp", "songyue",
         host="松月村", zero_states=("exempted",), story="不足 200 户，共用场所，因地制宜"),
    Plan("D12", "小寨湾", "小寨镇", "520201", "rural_new_village", (2016,), Y16, 7, 42, 42, 184, 0.81, "xzw", "xiaozhai",
         host="小寨村", moved_in=1.0, two_ends=0.0, story="最小的安置点，小数保护"),
)  # fmt: skip

KEPT_EXACT = ("D09", "D10", "D11", "D12")
NUMERALS = "〇一二三四五六七八九十"


def _shrunk(plan: Plan) -> Plan:
    """About one twentieth, with what the story needs kept."""
    households = max(18, round(plan.households / 20))
    flats = max(households + (3 if plan.flats > plan.households else 0), round(plan.flats / 20))
    persons = round(plan.persons * households / plan.households)
    return replace(
        plan, buildings=max(2, round(plan.buildings / 20)), flats=flats, households=households, persons=persons,
        full_households=plan.households,
    )  # fmt: skip


def _copied(plan: Plan, copy: int) -> Plan:
    if copy == 1:
        return plan
    phase = NUMERALS[copy] if copy <= 10 else str(copy)
    host = f"{plan.host}（{phase}组）" if plan.host else ""
    return replace(
        plan,
        code=f"{plan.code}-{copy}",
        name=f"{plan.name}{phase}期",
        pinyin=f"{plan.pinyin}{copy}",
        host=host,
    )


def plans_for(scale: str | int) -> list[Plan]:
    """The settlements of a build: `full`, `ci` (about 1:20, D09–D12 exact) or a whole multiple."""
    if scale == "ci":
        return [plan if plan.code in KEPT_EXACT else _shrunk(plan) for plan in PLANS]
    copies = 1 if scale == "full" else int(scale)
    if copies < 1:
        raise ValueError("规模应为 full、ci 或不小于 1 的倍数。")
    return [_copied(plan, copy) for copy in range(1, copies + 1) for plan in PLANS]
