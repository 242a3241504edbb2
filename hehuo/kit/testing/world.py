"""A fixed small world: one city, two counties, one settlement in each, grids, buildings, and the usual cast."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from hehuo.kit.testing.remembered import remembered
from hehuo.org.models import Area, Building, Grid, Post, Settlement, SettlementArea, User
from hehuo.org.roles import Role

SINCE = date(2018, 1, 1)


def make_user(name: str, role: str, area: Area) -> User:
    """A person with one post."""
    user = User.objects.create_user(username=f"u{User.objects.count()}", full_name=name)
    Post.objects.create(user=user, role=role, area=area, valid_from=SINCE)
    return user


def make_settlement(county: Area, code: str, name: str) -> Settlement:
    """A settlement under a county."""
    area = county.add_child(kind=Area.Kind.SETTLEMENT, name=name, code=code)
    group, _ = SettlementArea.objects.get_or_create(
        code=f"A{code}", defaults={"name": name, "county": county}
    )
    return Settlement.objects.create(
        code=code, name=name, area=area, county=county, settlement_area=group, division_code=county.code,
        kind=Settlement.Kind.URBAN, planned_households=300, planned_persons=1300,
    )  # fmt: skip


def make_grid(settlement: Settlement, number: int) -> Grid:
    """A grid with one building."""
    settlement.area.refresh_from_db()
    code = f"{settlement.code}G{number}"
    area = settlement.area.add_child(kind=Area.Kind.GRID, name=f"第{number}网格", code=code)
    grid = Grid.objects.create(area=area, settlement=settlement, code=code, name=area.name, valid_from=SINCE)
    Building.objects.create(settlement=settlement, grid=grid, number=str(number))
    return grid


@dataclass
class World:
    """Places and cast. `here` and `there` are settlements in different counties."""

    city: Area
    here: Settlement
    there: Settlement
    grids: list[Grid]
    there_grid: Grid
    grid_worker: User = field(init=False)
    secretary: User = field(init=False)
    committee: User = field(init=False)
    county_reviewer: User = field(init=False)
    inspector: User = field(init=False)
    mediator: User = field(init=False)
    operator: User = field(init=False)
    stranger: User = field(init=False)
    nobody: User = field(init=False)

    def __post_init__(self) -> None:
        home = self.here.area
        self.grid_worker = make_user("网格员", Role.GRID_MEMBER, self.grids[0].area)
        self.secretary = make_user("社区书记", Role.SECRETARY, home)
        self.committee = make_user("社区工作人员", Role.COMMITTEE, home)
        self.county_reviewer = make_user("县级审核员", Role.COUNTY_REVIEWER, self.here.county)
        self.inspector = make_user("市级验收员", Role.INSPECTOR, self.city)
        self.mediator = make_user("调解员", Role.MEDIATOR, home)
        self.operator = make_user("平台公司人员", Role.OPERATOR, home)
        self.stranger = make_user("外社区人员", Role.COMMITTEE, self.there.area)
        self.nobody = User.objects.create_user(username="nobody", full_name="无任职人员")

    def cast(self) -> dict[str, User]:
        """Everybody by attribute name."""
        return {name: value for name, value in vars(self).items() if isinstance(value, User)}


@remembered
def build_world() -> World:
    """Create the world in the test database."""
    city = Area.add_root(kind=Area.Kind.CITY, name="六盘水市", code="520200")
    counties = [
        city.add_child(kind=Area.Kind.COUNTY, name=n, code=c)
        for n, c in (("甲县", "520203"), ("乙县", "520204"))
    ]
    here = make_settlement(counties[0], "S001", "幸福家园")
    there = make_settlement(counties[1], "S002", "团结新区")
    return World(city, here, there, [make_grid(here, 1), make_grid(here, 2)], make_grid(there, 1))
