"""Home pages, heat table, to-do and search: content by role, within a pinned number of queries."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import OperationalError
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from hehuo.assessment.tests.test_scoring import family
from hehuo.desk import panels, views
from hehuo.desk.contents import LEDGERS
from hehuo.desk.templatetags.shell import due_lamp, due_word
from hehuo.desk.tests.conftest import browser, somebody
from hehuo.evidence.models import EvidenceFile, Proof
from hehuo.kit.listing import heading
from hehuo.kit.testing.world import make_settlement, make_user
from hehuo.notices.services import finish, notify
from hehuo.org.roles import Role
from hehuo.records.writing import save_record
from hehuo.safety.models import SafetyHazard

pytestmark = pytest.mark.django_db
HOMES = {
    Role.CITY_LEADER: "全市总览", Role.COUNTY_HQ: "甲县", Role.SECRETARY: "幸福家园", Role.CITY_BUREAU: "本部门负责的考核项",
    Role.INSPECTOR: "怎样评判", Role.GRID_MEMBER: "走访名单", Role.OPERATOR: "首页", Role.AUDITOR: "全市总览",
}  # fmt: skip


@pytest.mark.parametrize("role", HOMES, ids=str)
def test_first_page_by_role(world, role, django_assert_max_num_queries):
    family(world, 1)
    client = browser(somebody(world, role))
    client.get("/")
    with django_assert_max_num_queries(45):
        page = client.get("/")
    assert HOMES[role] in page.content.decode()
    assert "style=" not in page.content.decode()


@pytest.mark.parametrize("more", [0, 3])
def test_heat_table_costs_the_same_for_more_settlements(world, more, django_assert_max_num_queries):
    for number in range(more):
        make_settlement(world.here.county, f"S1{number}", f"新村{number}")
    client = browser(somebody(world, Role.CITY_OFFICE))
    client.get("/heat/")
    with django_assert_max_num_queries(30):
        page = client.get("/heat/").content.decode()
    assert page.count('scope="row"') == 2 + more
    assert "尚未计分" in page


def test_heat_table_of_one_county(world):
    page = browser(somebody(world, Role.CITY_OFFICE)).get("/heat/?county=520203").content.decode()
    assert "幸福家园" in page
    assert "团结新区" not in page


def test_a_county_sees_its_own(world):
    page = browser(world.county_reviewer).get("/").content.decode()
    assert "幸福家园" in page
    assert "团结新区" not in page


def test_grid_worker_is_told_whom_to_visit_and_why(world):
    home, _ = family(world, 1)
    type(home).objects.filter(pk=home.pk).update(grid=world.grids[0])
    home.occupancy_spells.update(checked_on=None)
    page = browser(world.grid_worker).get("/").content.decode()
    assert "入住核查超过 92 天" in page
    day = timezone.localdate()
    assert f'href="/ledgers/visits/new/?household={home.pk}&amp;visited_on={day}"' in page
    form = (
        browser(world.grid_worker)
        .get("/ledgers/visits/new/", {"household": home.pk, "visited_on": day})
        .context["form"]
    )
    assert (form["household"].value(), str(form["visited_on"].value())) == (str(home.pk), f"{day:%Y-%m-%d}")
    assert form["settlement"].is_hidden and form["settlement"].value() == world.here.pk
    assert "/ledgers/repairs/new/?reported_by=grid" in page
    form = browser(world.grid_worker).get("/ledgers/repairs/new/", {"reported_by": "grid"}).context["form"]
    assert (form["reported_by"].value(), form["reported_on"].value()) == ("grid", day)
    assert re.fullmatch(r"\d\d:\d\d", form["reported_time"].value())


@pytest.mark.parametrize(
    ("role", "address"),
    [
        (Role.WINDOW_CLERK, "service-cases/new/"),
        (Role.MEDIATOR, "mediation-cases/new/"),
        (Role.POLICE_ROOM, "patrols/?state=planned"),
    ],
    ids=str,
)
def test_a_post_finds_what_it_does_most_at_the_top(world, role, address):
    client = browser(make_user("岗位", role, world.here.area))
    page = client.get("/").content.decode()
    assert f'href="/ledgers/{address}"' in page.split('class="big-buttons"')[1].split("</nav>")[0]
    for found in re.findall(
        r'href="(/ledgers/[^"]+)"', page.split('class="big-buttons"')[1].split("<section")[0]
    ):
        assert client.get(found.replace("&amp;", "&")).status_code == 200, found


def test_todo_has_two_tabs(world):
    client = browser(world.secretary)
    assert "待办" in client.get("/todo/").content.decode()
    assert "已办" in client.get("/todo/done/").content.decode()
    assert client.get("/todo/count/").content == b""


@pytest.mark.parametrize("text", ["王", "王·小二", "wx", "幸福", "xfjy"])
def test_search_finds_people_and_places_inside_the_area(world, text):
    _, person = family(world, 1)
    hits = {f'href="/ledgers/people/{person.pk}/"', 'href="/scorecards/S001/"'}
    found = browser(world.secretary).get("/search/", {"q": text}).content.decode()
    assert any(hit in found for hit in hits)
    elsewhere = browser(world.stranger).get("/search/", {"q": text}).content.decode()
    assert not any(hit in elsewhere for hit in hits)


def test_errors_say_what_to_do(world):
    client = browser(world.secretary)
    missing = client.get("/scorecards/S999/")
    assert missing.status_code == 404
    assert "style=" not in missing.content.decode()


NUMBER = "52020319800101123X"


@pytest.mark.parametrize("text", [NUMBER, "13800138000", "0858-8322222", " 1380 0138 000 "])
def test_numbers_of_people_never_stand_in_the_address(world, text):
    client = browser(world.secretary)
    found = client.post("/search/", {"q": text})
    assert found.status_code == 200 and "没有找到" in found.content.decode()
    led_away = client.get("/search/", {"q": text})
    assert led_away.status_code == 302 and led_away["Location"] == "/search/"


def test_a_citizen_number_finds_the_person(world):
    _, person = family(world, 1)
    person.id_no = NUMBER
    save_record(person, by=world.committee)
    hit = f'href="/ledgers/people/{person.pk}/"'
    assert hit in browser(world.secretary).post("/search/", {"q": NUMBER}).content.decode()
    assert hit not in browser(world.stranger).post("/search/", {"q": NUMBER}).content.decode()


def test_other_words_stand_in_the_address(world):
    answer = browser(world.secretary).post("/search/", {"q": "王"})
    assert answer.status_code == 302 and answer["Location"] == "/search/?q=%E7%8E%8B"


def test_the_four_lists_of_work(world):
    asked = notify(
        "请核对户籍", by=world.county_reviewer, to_user=world.secretary, settlement=world.here, url="/ledgers/households/"
    )  # fmt: skip
    secretary, reviewer = browser(world.secretary), browser(world.county_reviewer)
    shown = {
        (name, who): "请核对户籍" in client.get(reverse(name)).content.decode()
        for name in ("todo", "todo-done", "todo-started", "todo-copied")
        for who, client in (("secretary", secretary), ("reviewer", reviewer))
    }
    assert [key for key, there in shown.items() if there] == [
        ("todo", "secretary"),
        ("todo-started", "reviewer"),
    ]
    assert "1 件待办" in secretary.get("/todo/count/").content.decode()
    finish(asked, by=world.secretary)
    assert "请核对户籍" in secretary.get("/todo/done/").content.decode()
    assert secretary.get("/todo/count/").content == b""


def test_search_finds_cases_and_papers_by_words_and_number(world):
    values = {"category": "fire", "level": "general", "situation": "杂物", "found_by": "grid", "found_on": date(2018, 11, 5),
              "due_on": date(2018, 11, 5), "occurred_on": date(2018, 11, 5)}  # fmt: skip
    hazard = save_record(
        SafetyHazard(settlement=world.here, place="七号楼梯间", **values), by=world.committee
    )
    paper = EvidenceFile(
        settlement=world.here, sha256="a", original_sha256="a", size=1, kind="document", format="pdf", original_name="楼梯间照片说明.pdf"
    )  # fmt: skip
    save_record(paper, by=world.committee, validate=False)
    proof = Proof(
        settlement=world.here,
        kind="file",
        file=paper,
        record_model="safety.safetyhazard",
        record_id=hazard.pk,
    )
    save_record(proof, by=world.committee, validate=False)
    address = f"/ledgers/hazards/{hazard.pk}/"
    for text in ("七号楼梯", hazard.record_no):
        assert address in browser(world.secretary).get("/search/", {"q": text}).content.decode()
        assert address not in browser(world.stranger).get("/search/", {"q": text}).content.decode()
    page = browser(world.secretary).get("/search/", {"q": "楼梯间照片"}).content.decode()
    assert "楼梯间照片说明.pdf" in page and f"/records/safety.safetyhazard/{hazard.pk}/" in page
    assert "楼梯间照片说明" not in browser(world.stranger).get("/search/", {"q": "照片说明"}).content.decode()
    away = browser(world.secretary).get(f"/records/safety.safetyhazard/{hazard.pk}/")
    assert away.status_code == 302 and away["Location"] == address
    assert browser(world.stranger).get(f"/records/safety.safetyhazard/{hazard.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("more", "name"), [(more, name) for name in ("todo", "todo-started") for more in (1, 4)]
)
def test_lists_of_work_cost_the_same_for_more_lines(world, more, name, django_assert_max_num_queries):
    for number in range(more):
        notify(f"请办第 {number} 件", by=world.secretary, to_user=world.secretary)
    client = browser(world.secretary)
    client.get(reverse(name))
    heaps = len(LEDGERS) if name == "todo" else 0
    with django_assert_max_num_queries(16 + heaps):
        assert client.get(reverse(name)).content.decode().count("请办第") == more


def test_deadlines_of_years_ago_are_history():
    today = timezone.localdate()
    assert due_word(today - timedelta(days=3)) == "已逾期 3 天"
    assert due_word(date(2020, 12, 31)) == "已超期（历史）"
    assert "lamp-idle" in due_lamp(date(2020, 12, 31))
    late = panels.Task("办", "/", today - timedelta(days=3), "创建")
    assert late.overdue and not panels.Task("办", "/", date(2020, 12, 31), "创建").overdue


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [("/not-there/", 404, "没有找到这一页"), (reverse_lazy("rehearsal"), 403, "这一页不在您的权限内")],
)
def test_errors_keep_the_menu_and_show_the_way_back(world, address, status, says):
    client = browser(somebody(world, Role.GRID_MEMBER))
    answer = client.get(str(address))
    text = answer.content.decode()
    assert answer.status_code == status
    assert says in text
    assert 'id="side-menu"' in text
    assert "回到首页" in text
    assert 'href="/todo/"' in text


def test_errors_for_strangers_have_no_menu(world, client):
    text = client.get("/not-there/").content.decode()
    assert "没有找到这一页" in text
    assert 'id="side-menu"' not in text


def test_a_broken_server_asks_the_database_nothing(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        text = views.server_error(rf.get("/")).content.decode()
    assert "系统出了点问题" in text
    assert 'class="top"' in text
    assert "回到首页" in text


def test_an_error_without_a_database_has_no_frame(rf, world, monkeypatch):
    def away(request):
        raise OperationalError("away")

    request = rf.get("/not-there/")
    request.user = somebody(world, Role.GRID_MEMBER)
    monkeypatch.setattr("hehuo.desk.shell.menu_for", lambda *_: away(request))
    answer = views.page_not_found(request)
    assert answer.status_code == 404
    assert 'id="side-menu"' not in answer.content.decode()


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.slug)
def test_headings_are_chinese(ledger):
    said = [heading(ledger.model, column)[1] for column in ledger.columns]
    said += [heading(child.model, column)[1] for child in ledger.children for column in child.columns]
    assert not [words for words in said if words.isascii()]
