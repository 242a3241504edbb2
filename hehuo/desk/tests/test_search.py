"""One box finds papers, bulletins, tasks, problems, campaigns and pages too, inside rights, for a fixed number of queries."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hehuo.assessment.models import StandardEdition
from hehuo.desk.tests.conftest import browser, somebody
from hehuo.evidence.services import prove, store_upload
from hehuo.evidence.tests import made
from hehuo.org.models import OrgUnit
from hehuo.org.roles import Role
from hehuo.programme.models import Bulletin, Finding, ResponsibilityTask
from hehuo.reports.models import IssuedDocument

pytestmark = pytest.mark.django_db
DAY = date(2019, 5, 1)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def found(user, text):
    """Title of a group → labels of its hits."""
    groups = browser(user).get("/search/", {"q": text}).context["groups"]
    return {group.title: [hit.label for hit in group.hits] for group in groups}


@pytest.fixture
def office(world):
    return somebody(world, Role.CITY_OFFICE)


def paper(world, office, title):
    return IssuedDocument.objects.create(
        kind="notice", area=world.city, title=title, body="正文", created_by=office
    )


def task(office, title):
    unit, _ = OrgUnit.objects.get_or_create(code="U1", defaults={"name": "市教育局", "level": "city"})
    return ResponsibilityTask.objects.create(
        source="plan", title=title, deliverable="方案一份", due_on=DAY, lead=unit, created_by=office
    )


def problem(world, office, fact):
    unit, _ = OrgUnit.objects.get_or_create(code="U1", defaults={"name": "市教育局", "level": "city"})
    return Finding.objects.create(
        kind="open_visit", settlement=world.here, edition=StandardEdition.objects.first(), item_no=6, criterion="6.1", points="0.5",
        fact=fact, basis="第6项", requirement="立即清理", responsible=unit, created_by=office, due_on=DAY,
    )  # fmt: skip


def bulletin(office, title):
    return Bulletin.objects.create(
        kind="situation", title=title, period_from=DAY, period_to=DAY, body="正文", created_by=office
    )


def test_the_city_finds_every_kind(world, office):
    paper(world, office, "关于栖云示范点的通知")
    task(office, "栖云示范点建设方案")
    problem(world, office, "栖云示范点楼道堆放杂物")
    bulletin(office, "栖云示范点情况通报")
    hits = found(office, "栖云示范点")
    assert hits["责任任务"] == ["栖云示范点建设方案"]
    assert hits["督查问题"] == ["6.1 栖云示范点楼道堆放杂物"]
    assert sorted(hits["公文和通报"]) == ["关于栖云示范点的通知", "栖云示范点情况通报"]


def test_nobody_finds_what_lies_outside_the_rights(world, office):
    paper(world, office, "关于栖云示范点的通知")
    task(office, "栖云示范点建设方案")
    problem(world, office, "栖云示范点楼道堆放杂物")
    bulletin(office, "栖云示范点情况通报")
    for user in (
        world.secretary,
        world.stranger,
        world.mediator,
        world.nobody,
        somebody(world, Role.CITY_FINANCE),
    ):
        assert found(user, "栖云示范点") == {}, user


def test_pages_are_those_of_the_own_menu(world):
    assert (
        "安全隐患" in "".join(found(world.secretary, "隐患")["页面"])
        or found(world.secretary, "隐患")["页面"]
    )
    assert "页面" not in found(world.mediator, "以奖代补")
    assert found(world.secretary, "个人信息权利")["页面"] == ["个人信息权利申请"]
    assert "页面" not in found(world.grid_worker, "个人信息权利")


def files(world, settlement, by, number):
    for serial in range(number):
        data = made.encoded(made.scene(hash((settlement.code, serial)) % 9973, (80, 60)))
        home = made.make_household(type("W", (), {"committee": by}), f"{settlement.code}{serial}", settlement)
        prove(home, by=by, file=store_upload(
            io.BytesIO(data), settlement=settlement, fact_on=DAY, by=by, name=f"入户照片{settlement.code}-{serial}.jpg"
        ))  # fmt: skip


def test_newer_files_of_others_do_not_hide_the_own_ones(world):
    files(world, world.here, world.committee, 1)
    files(world, world.there, world.stranger, 65)
    assert found(world.secretary, "入户照片")["印证资料"] == ["入户照片S001-0.jpg"]
    assert found(world.mediator, "入户照片") == {}


def test_a_search_costs_the_same_for_more_rows(world, office):
    client, counts = browser(office), []

    def fill(number):
        for serial in range(number):
            paper(world, office, f"栖云通知{serial}")
            task(office, f"栖云任务{serial}")
            problem(world, office, f"栖云问题{serial}")
            bulletin(office, f"栖云通报{serial}")

    fill(1)
    client.get("/search/", {"q": "栖云"})
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get("/search/", {"q": "栖云"})
        counts.append(len(asked))
        fill(4)
    assert counts[0] == counts[1] <= 30
    client = browser(world.secretary)
    client.get("/search/", {"q": "栖云"})
    with CaptureQueriesContext(connection) as asked:
        client.get("/search/", {"q": "栖云"})
    assert len(asked) <= 30, "one for all ledgers, one more for each with hits, and a few"
