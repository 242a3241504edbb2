"""操作留痕: who may read it, what it shows and what not, filters, the same cost for a long trail."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hehuo.assessment.tests.test_scoring import family
from hehuo.audit import trail
from hehuo.desk.tests.conftest import browser, somebody
from hehuo.org.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def watcher(world):
    return browser(somebody(world, Role.DPO))


def test_looks_are_told_without_what_was_seen(world, watcher):
    _, person = family(world, 1)
    trail.looked_at(person, ["id_no", "phone", "wrong"], by=world.secretary, reason="上门核对")
    trail.record("update", person, by=world.committee, data={"changes": {"name": ["王小二", "王大"]}})
    page = watcher.get(reverse("audit")).content.decode()
    for words in (
        "社区书记",
        "查看敏感信息",
        f"{person._meta.verbose_name} {person.pk}号：",
        "上门核对",
        "修改",
    ):
        assert words in page
    assert "王大" not in page and "王小二" not in page and "wrong" not in page


@pytest.mark.parametrize(
    ("query", "there", "missing"),
    [
        ("?kind=look", "核对甲", "年报"), ("?kind=export", "年报", "核对甲"), ("?who=社区书记", "核对甲", "年报"),
        ("?until=2020-01-01", "旧事", "核对甲"), ("?since=2020-01-02", "核对甲", "旧事"), ("?kind=none", "核对甲", None),
        ("?who=没有这个人", "没有符合条件的留痕", "核对甲"),
    ],
)  # fmt: skip
def test_the_trail_is_filtered(world, watcher, query, there, missing):
    old = datetime(2020, 1, 1, 23, 59, tzinfo=timezone.get_default_timezone())
    trail.record("look", world.here, by=world.committee, data={"reason": "旧事"}, at=old)
    trail.record("look", world.here, by=world.secretary, data={"reason": "核对甲"})
    trail.record("export", by=world.committee, data={"purpose": "年报"})
    page = watcher.get(reverse("audit") + query).content.decode()
    assert there in page
    assert missing is None or missing not in page


def test_a_wrong_day_is_said(watcher):
    page = watcher.get(reverse("audit") + "?since=2020-13-45&until=昨天").content.decode()
    assert page.count("写法不对") == 2


@pytest.mark.parametrize("more", [1, 120])
def test_a_long_trail_costs_the_same(world, watcher, more, django_assert_max_num_queries):
    moment = timezone.now()
    for number in range(more):
        trail.record("look", world.here, by=world.secretary, at=moment + timedelta(seconds=number))
    watcher.get(reverse("audit"))
    with django_assert_max_num_queries(9):
        first = watcher.get(reverse("audit"))
    assert first.content.decode().count("查看敏感信息</td>") == min(more, 50)
    if more == 120:
        second = watcher.get(f"{reverse('audit')}?before={first.context['more']}")
        seen = {row.seq for row in first.context["rows"]} & {row.seq for row in second.context["rows"]}
        assert len(second.context["rows"]) == 50 and not seen


def test_who_does_not_watch_reads_no_trail(world):
    for role in set(Role) - {Role.DPO, Role.SYSADMIN}:
        assert browser(somebody(world, role)).get(reverse("audit")).status_code == 403


def test_a_search_goes_through_the_trail_window_by_window(world, watcher, monkeypatch):
    monkeypatch.setattr("hehuo.desk.logs.WINDOW", 10)
    trail.record("export", by=world.secretary, data={"purpose": "很早的年报"})
    for _ in range(25):
        trail.record("look", world.here, by=world.secretary)
    address, pages = f"{reverse('audit')}?kind=export", []
    while address and len(pages) < 9:
        pages.append(watcher.get(address))
        more = pages[-1].context["more"]
        address = f"{reverse('audit')}?kind=export&before={more}" if more else ""
    assert "继续往前找" in pages[0].content.decode()
    assert "很早的年报" in pages[-1].content.decode()
    assert len(pages) == 3
