"""Places from a workbook: all or nothing, twice the same changes nothing, every mistake named by sheet, row and column."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from hehuo.audit.models import Entry
from hehuo.desk.accounts.services import Appointment, open_account
from hehuo.desk.ground.services import check_places, register_places
from hehuo.desk.ground.sheets import SHEETS, workbook
from hehuo.kit.testing.world import build_world, make_user
from hehuo.org.models import Area, Building, Community, CreationUnit, Grid, Settlement
from hehuo.org.roles import Role
from hehuo.org.scope import scope_of
from hehuo.workbooks.reading import Refused

pytestmark = pytest.mark.django_db
PLACE = [
    "520221-01",
    "松月坪",
    "甲县",
    "松月镇",
    "",
    "城镇化集中",
    "2016、2017",
    640,
    2880,
    650,
    "松月社区",
    "",
    "2018-03-01",
    "2018-09-30",
]
SMALL = ["520221-02", "小寨", "甲县", "松月镇", "", "农村集中", "2018", 40, 160, "", "", "小寨村", "", ""]
GRID = ["520221-01", "第1网格", "2018-03-01"]
BUILDING = ["520221-01", "第1网格", "3号楼", 6, 2]


@pytest.fixture
def world():
    world = build_world()
    world.administrator = make_user("管理员", Role.SYSADMIN, world.city)
    return world


def book(**rows) -> bytes:
    """A workbook with these rows under the template's heads."""
    out = Workbook()
    out.remove(out.active)
    for sheet, columns in SHEETS.items():
        page = out.create_sheet(sheet)
        page.append([column.head for column in columns])
        for row in rows.get(sheet, ()):
            page.append(row)
    target = io.BytesIO()
    out.save(target)
    return target.getvalue()


def whole() -> bytes:
    return book(安置点=[PLACE, SMALL], 网格=[GRID, ["520221-01", "第2网格", "2018-03-01"], ["520221-02", "小寨网格", "2018-06-01"]],
                楼栋=[BUILDING, ["520221-01", "第2网格", "4", 6, 2], ["520221-02", "小寨网格", "1", 2, 1]])  # fmt: skip


def test_a_city_is_set_up_from_one_workbook(world):
    plan = register_places(whole(), "a.xlsx", by=world.administrator)
    assert not plan.troubles
    place = Settlement.objects.get(code="520221-01")
    assert (place.name, place.county.name, place.project_years, place.initials) == (
        "松月坪",
        "甲县",
        [2016, 2017],
        "syp",
    )
    assert place.area.get_parent().name == "松月镇" and place.area.get_parent().kind == Area.Kind.TOWNSHIP
    assert Settlement.objects.get(code="520221-02").area.get_parent() == place.area.get_parent()
    assert [(b.number, b.grid.name, b.floors) for b in place.buildings.all()] == [
        ("3", "第1网格", 6),
        ("4", "第2网格", 6),
    ]
    assert {unit.kind for unit in place.creation_units.all()} == {CreationUnit.Kind.SETTLEMENT}
    small = Settlement.objects.get(code="520221-02")
    assert small.creation_units.get().host_community.name == "小寨村"
    assert Area.find_problems() == ([], [], [], [], [])
    entry = Entry.objects.get(action="register_places")
    assert entry.data["settlements"] == 2 and entry.actor == world.administrator


def test_accounts_of_the_new_places_see_them(world):
    register_places(whole(), "a.xlsx", by=world.administrator)
    grid = Grid.objects.get(name="第1网格", settlement__code="520221-01")
    new = Appointment(Role.GRID_MEMBER, grid.area, grid.valid_from)
    worker, _ = open_account("songyue-1", "王网格", new, by=world.administrator, reason="新到岗")
    assert scope_of(worker).grid_ids == {grid.pk}
    town = Appointment(Role.TOWNSHIP, grid.settlement.area.get_parent(), grid.valid_from)
    leader, _ = open_account("songyue-zhen", "李镇长", town, by=world.administrator, reason="新到岗")
    assert len(scope_of(leader).settlement_ids) == 2


def test_the_same_again_changes_nothing(world):
    register_places(whole(), "a.xlsx", by=world.administrator)
    before = [
        model.objects.count() for model in (Area, Settlement, Grid, Building, Community, CreationUnit, Entry)
    ]
    plan = register_places(whole(), "a.xlsx", by=world.administrator)
    assert plan.empty and plan.unchanged == 8
    assert before == [
        m.objects.count() for m in (Area, Settlement, Grid, Building, Community, CreationUnit, Entry)
    ]


def test_what_is_downloaded_comes_back_unchanged(world):
    register_places(whole(), "a.xlsx", by=world.administrator)
    Settlement.objects.filter(code__startswith="S").update(project_years=[2017], host_village="某村")
    for number, place in enumerate(Settlement.objects.filter(code__startswith="S"), 1):
        town = Area.objects.get(pk=place.county_id).add_child(
            kind="township", name=f"镇{number}", code=f"T{number}"
        )
        Area.objects.get(pk=place.area_id).move(Area.objects.get(pk=town.pk), "last-child")
    plan = check_places(b"".join(workbook(filled=True)), "a.xlsx")
    assert plan.troubles == [] and plan.empty and plan.unchanged > 8


def test_figures_change_and_places_stay(world):
    register_places(whole(), "a.xlsx", by=world.administrator)
    changed = [*PLACE]
    changed[1], changed[7] = "松月新坪", 660
    rebuilt = [*BUILDING]
    rebuilt[3] = 7
    plan = register_places(book(安置点=[changed], 楼栋=[rebuilt]), "a.xlsx", by=world.administrator)
    assert (len(plan.changed), len(plan.rebuilt)) == (1, 1)
    place = Settlement.objects.get(code="520221-01")
    assert (place.name, place.planned_households, place.area.name, place.initials) == (
        "松月新坪",
        660,
        "松月新坪",
        "syxp",
    )
    assert place.buildings.get(number="3").floors == 7


def at(row, place, value):
    return [*row[:place], value, *row[place + 1 :]]


MISTAKES = {
    "no number": ({"安置点": [at(PLACE, 0, "")]}, "安置点", 2, "安置点编号", "必填"),
    "bad number": ({"安置点": [at(PLACE, 0, "一号")]}, "安置点", 2, "安置点编号", "字母、数字"),
    "county's number": ({"安置点": [at(PLACE, 0, "520203")]}, "安置点", 2, "安置点编号", "换一个"),
    "no name": ({"安置点": [at(PLACE, 1, "")]}, "安置点", 2, "名称", "必填"),
    "unknown county": ({"安置点": [at(PLACE, 2, "丙县")]}, "安置点", 2, "县级单位", "只能填：甲县、乙县"),
    "no township": ({"安置点": [at(PLACE, 3, "")]}, "安置点", 2, "乡镇（街道）", "必填"),
    "unknown kind": ({"安置点": [at(PLACE, 5, "别墅")]}, "安置点", 2, "安置方式", "只能填"),
    "wrong year": ({"安置点": [at(PLACE, 6, "2025")]}, "安置点", 2, "年度项目", "2016 到 2019"),
    "no number of households": ({"安置点": [at(PLACE, 7, "很多")]}, "安置点", 2, "规划户数", "整数"),
    "fewer people": ({"安置点": [at(PLACE, 8, 600)]}, "安置点", 2, "规划人数", "少于户数"),
    "small without host": ({"安置点": [at(at(PLACE, 7, 199), 8, 800)]}, "安置点", 2, "迁入地村（居）", "不足 200 户"),
    "no community": ({"安置点": [at(PLACE, 10, "")]}, "安置点", 2, "社区", "请填社区名称"),
    "no date": ({"安置点": [at(PLACE, 12, "春天")]}, "安置点", 2, "首批入住", "哪一天"),
    "twice": ({"安置点": [PLACE, PLACE]}, "安置点", 3, "安置点编号", "重复"),
    "moved county": ({"安置点": [at(at(PLACE, 0, "S001"), 2, "乙县")]}, "安置点", 2, "县级单位", "已登记在甲县"),
    "moved township": ({"安置点": [at(at(PLACE, 0, "S001"), 3, "别镇")]}, "安置点", 2, "乡镇（街道）", "不能从表格改"),
    "grid of nowhere": ({"网格": [at(GRID, 0, "520221-09")]}, "网格", 2, "安置点编号", "没有编号 520221-09"),
    "grid twice": ({"安置点": [PLACE], "网格": [GRID, GRID]}, "网格", 3, "网格名称", "重复"),
    "building of nowhere": ({"楼栋": [at(BUILDING, 0, "520221-09")]}, "楼栋", 2, "安置点编号", "没有编号"),
    "building without grid": ({"安置点": [PLACE], "楼栋": [BUILDING]}, "楼栋", 2, "网格名称", "没有网格“第1网格”"),
    "building twice": (
        {"安置点": [PLACE], "网格": [GRID], "楼栋": [BUILDING, at(BUILDING, 2, "3栋")]}, "楼栋", 3, "栋号", "重复",
    ),
    "too high": ({"安置点": [PLACE], "网格": [GRID], "楼栋": [at(BUILDING, 3, 600)]}, "楼栋", 2, "层数", "不能大于 60"),
    "moved building": ({"楼栋": [["S001", "第2网格", "1", 6, 1]]}, "楼栋", 2, "网格名称", "不能从表格改"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_and_nothing_is_written(world, name):
    rows, sheet, row, column, remedy = MISTAKES[name]
    before = Area.objects.count(), Settlement.objects.count(), Building.objects.count(), Entry.objects.count()
    plan = register_places(book(**rows), "a.xlsx", by=world.administrator)
    found = [(one.sheet, one.row, one.column) for one in plan.troubles if remedy in one.remedy]
    assert found == [(sheet, row, column)], plan.troubles
    assert before == (
        Area.objects.count(),
        Settlement.objects.count(),
        Building.objects.count(),
        Entry.objects.count(),
    )


@pytest.mark.parametrize("content", [b"", b"hello", b"\x89PNG....", b"PK\x03\x04broken"])
def test_other_files_are_refused(world, content):
    with pytest.raises(Refused):
        check_places(content, "a.xlsx")


def test_a_sheet_without_a_column_is_told(world):
    out = load_workbook(io.BytesIO(book(安置点=[PLACE])))
    out["安置点"].delete_cols(2)
    target = io.BytesIO()
    out.save(target)
    plan = check_places(target.getvalue(), "a.xlsx")
    assert [(one.sheet, one.row) for one in plan.troubles] == [("安置点", 0)] and "名称" in plan.troubles[
        0
    ].remedy


def test_the_empty_template_registers_nothing(world):
    content = b"".join(workbook(filled=False))
    heads = [[cell.value for cell in page[1]][1:] for page in load_workbook(io.BytesIO(content))]
    assert heads == [[column.head for column in columns] for columns in SHEETS.values()]
    plan = check_places(content, "a.xlsx")
    assert plan.empty and not plan.troubles


def test_only_the_administrator_registers(world):
    for user in (world.secretary, world.county_reviewer, make_user("办公室", Role.CITY_OFFICE, world.city)):
        with pytest.raises(PermissionDenied):
            register_places(whole(), "a.xlsx", by=user)
        client = Client()
        client.force_login(user)
        assert client.get(reverse("places")).status_code == 403
        assert client.get(reverse("places-template")).status_code == 403


def upload(content: bytes, **more):
    return {"file": SimpleUploadedFile("a.xlsx", content), **more}


def test_the_page_checks_registers_and_lists(world, django_assert_max_num_queries):
    client = Client()
    client.force_login(world.administrator)
    empty = client.post(reverse("places"), {})
    assert "请先选择填好的表格" in empty.content.decode()
    checked = client.post(reverse("places"), upload(whole(), check="1")).content.decode()
    assert "检查通过，还没有登记" in checked and not Settlement.objects.filter(code="520221-01").exists()
    wrong = client.post(reverse("places"), upload(book(安置点=[at(PLACE, 2, "丙县")]))).content.decode()
    assert "有 1 处要改" in wrong and "只能填：甲县、乙县" in wrong
    refused = client.post(reverse("places"), upload(b"hello")).content.decode()
    assert 'role="alert"' in refused
    done = client.post(reverse("places"), upload(whole()), follow=True).content.decode()
    assert "已登记：新增安置点 2 个、网格 3 个、楼栋 3 栋" in done
    client.get(reverse("places"))
    with django_assert_max_num_queries(12):
        page = client.get(reverse("places")).content.decode()
    assert page.count("看账号") == 4 and "松月镇" in page
    again = client.post(reverse("places"), upload(whole()), follow=True).content.decode()
    assert "没有改动" in again
    assert client.get(reverse("places-template") + "?filled=1").status_code == 200
