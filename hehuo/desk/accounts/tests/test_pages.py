"""The account pages: found, opened, changed; who may come in; what it costs; the way of a first password."""

from __future__ import annotations

import re

import pytest
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from hehuo.audit.models import Entry
from hehuo.desk.accounts.deeds import DEEDS
from hehuo.desk.accounts.tests.conftest import browser
from hehuo.desk.menu import menu_for
from hehuo.kit.testing.world import make_user
from hehuo.org.models import OrgUnit, User
from hehuo.org.roles import Role

pytestmark = pytest.mark.django_db
OWN_PASSWORD = "Shan-Hua-Kai-9"


def opened(world, **changes) -> dict[str, str]:
    """A filled form of a new secretary."""
    return {
        "username": "xingfu-shuji", "full_name": "王新", "area": str(world.here.area_id), "unit": "", "unit_name": "",
        "title": "党支部书记", "since": "2026-01-05", "reason": "新到岗", **changes,
    }  # fmt: skip


def new_address(role: str = Role.SECRETARY, county: str = "520203") -> str:
    return f"{reverse('account-new')}?role={role}&county={county}"


def password_in(answer) -> str:
    return re.search(r'id="first-password">([^<]+)<', answer.content.decode()).group(1)


def test_only_the_administrator_comes_in(world):
    people = [
        *world.cast().values(),
        *(make_user(r, r, world.city) for r in Role.values if r != Role.SYSADMIN),
    ]
    addresses = [reverse("accounts"), reverse("account-new"), reverse("account", args=[world.secretary.pk]),
                 *(reverse("account-deed", args=[world.secretary.pk, name]) for name in DEEDS)]  # fmt: skip
    for user in people:
        if user in (world.administrator, world.second):
            continue
        client = browser(user)
        for address in addresses if user == world.secretary else addresses[:2]:
            assert client.get(address).status_code == 403, (user, address)
            assert client.post(address).status_code == 403, (user, address)
        assert "账号" not in [link.label for group in menu_for(user, "/") for link in group.links]
    assert "账号" in [link.label for group in menu_for(world.administrator, "/") for link in group.links]


def test_the_administrator_sees_no_business_data(world):
    client = browser(world.administrator)
    for name in ("scorecards", "households-list", "mediation-cases-list", "campaigns"):
        assert client.get(reverse(name)).status_code == 403


@pytest.mark.parametrize(
    ("query", "there", "missing"),
    [
        ("", "社区书记", None), ("?q=书记", "社区书记", "网格员"), ("?role=grid_member", "网格员", "平台公司人员"),
        ("?area=520204", "外社区人员", "社区书记"), ("?area=S001", "网格员", "外社区人员"), ("?state=none", "无任职人员", "社区书记"),
        ("?state=locked", "外社区人员", "社区书记"), ("?state=off", "平台公司人员", "社区书记"), ("?state=new", "调解员", "社区书记"),
        ("?role=wrong&area=wrong&state=wrong", "社区书记", None), ("?q=没有这个人", "没有符合条件的账号", "社区书记"),
    ],
)  # fmt: skip
def test_accounts_are_found(world, query, there, missing):
    AccessAttempt.objects.create(
        username=world.stranger.username, ip_address="10.0.0.1", failures_since_start=5
    )
    User.objects.filter(pk=world.operator.pk).update(is_active=False)
    User.objects.filter(pk=world.mediator.pk).update(first_password=True)
    page = browser(world.administrator).get(reverse("accounts") + query).content.decode()
    rows = page[page.index('class="filters"') :].split("</form>")[1]
    assert there in rows
    assert missing is None or f">{missing}</a>" not in rows


@pytest.mark.parametrize("more", [1, 60])
def test_the_list_costs_the_same_for_more_accounts(world, more, django_assert_max_num_queries):
    for number in range(more):
        make_user(f"网格员{number}", Role.GRID_MEMBER, world.grids[number % 2].area)
    client = browser(world.administrator)
    client.get(reverse("accounts"))
    with django_assert_max_num_queries(13):
        page = client.get(reverse("accounts")).content.decode()
    assert ("下一页" in page) is (more == 60)


@pytest.mark.parametrize("more", [0, 8])
def test_one_account_costs_the_same_for_more_posts_and_acts(world, more, django_assert_max_num_queries):
    client = browser(world.administrator)
    for number in range(more):
        address = reverse("account-deed", args=[world.committee.pk, "rename"])
        client.post(address, {"full_name": f"张正{number}", "reason": "写错字"})
    address = reverse("account", args=[world.committee.pk])
    client.get(address)
    with django_assert_max_num_queries(16):
        assert client.get(address).content.decode().count("更正姓名</td>") == more


def test_role_first_then_the_places_that_fit(world):
    client = browser(world.administrator)
    first = client.get(reverse("account-new")).content.decode()
    assert "先选角色" in first and "再填这个人" not in first
    assert "用人单位" not in first
    middle = client.get(f"{reverse('account-new')}?role=secretary").content.decode()
    assert "县级单位" in middle and "再填这个人" not in middle
    grid = client.get(new_address(Role.GRID_MEMBER)).context["form"]
    assert set(grid.areas) == {str(g.area_id) for g in world.grids}
    county = client.get(f"{reverse('account-new')}?role=county_hq").context["form"]
    assert {area.name for area in county.areas.values()} == {"甲县", "乙县"}
    city = client.get(f"{reverse('account-new')}?role=city_office").context["form"]
    assert city.initial["area"] == str(world.city.pk)


def test_the_whole_way_of_a_new_account(world):
    """Opened by the administrator, signed in with the first password, changed, at work."""
    answer = browser(world.administrator).post(new_address(), opened(world))
    password = password_in(answer)
    assert "no-store" in answer["Cache-Control"]
    client = Client()
    signed = client.post(reverse("login"), {"username": "xingfu-shuji", "password": password})
    assert (signed.status_code, signed["Location"]) == (302, reverse("home"))
    for name in ("home", "todo", "scorecards", "search", "accounts"):
        led = client.get(reverse(name))
        assert (led.status_code, led["Location"]) == (302, reverse("password-change"))
    page = client.get(reverse("password-change")).content.decode()
    assert "设置自己的密码" in page and 'name="old_password"' not in page and 'id="side-menu"' not in page
    same = client.post(reverse("password-change"), {"new_password1": password, "new_password2": password})
    assert "请换一个" in same.content.decode()
    short = client.post(reverse("password-change"), {"new_password1": "abc", "new_password2": "abc"})
    assert short.status_code == 200 and User.objects.get(username="xingfu-shuji").first_password
    done = client.post(
        reverse("password-change"), {"new_password1": OWN_PASSWORD, "new_password2": OWN_PASSWORD}
    )
    assert done["Location"] == reverse("home")
    assert client.get(reverse("households-list")).status_code == 200
    assert 'name="old_password"' in client.get(reverse("password-change")).content.decode()
    again = Client()
    again.post(reverse("login"), {"username": "xingfu-shuji", "password": password})
    assert "_auth_user_id" not in again.session
    again.post(reverse("login"), {"username": "xingfu-shuji", "password": OWN_PASSWORD})
    assert again.get(reverse("households-list")).status_code == 200


def test_the_second_factor_comes_before_the_first_password(world, settings):
    settings.SECOND_FACTOR_FOR_UPPER_LEVELS = True
    User.objects.filter(pk=world.county_reviewer.pk).update(first_password=True)
    client = browser(world.county_reviewer)
    for address in ("/", reverse("password-change")):
        assert client.get(address)["Location"] == reverse("second-factor")
    assert client.get(reverse("second-factor")).status_code == 200


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"username": "王新"}, "小写字母"), ({"full_name": ""}, "必填"), ({"area": ""}, "必填"), ({"area": "999999"}, "选项"),
        ({"since": "明天"}, "日期"), ({"since": "2999-01-01"}, "最多提前"), ({"reason": ""}, "必填"),
        ({"full_name": "社区书记"}, "已有同名账号"),
    ],
)  # fmt: skip
def test_bad_forms_keep_what_was_typed(world, changes, says):
    before = User.objects.count()
    page = browser(world.administrator).post(new_address(), opened(world, **changes)).content.decode()
    assert says in page or (says == "必填" and "这个字段是必填项" in page)
    assert "党支部书记" in page
    assert User.objects.count() == before


def test_a_namesake_is_opened_after_it_was_checked(world):
    client = browser(world.administrator)
    answer = client.post(new_address(), opened(world, full_name="社区书记", another="on"))
    assert password_in(answer)
    assert User.objects.filter(full_name="社区书记").count() == 2


def test_a_unit_is_registered_with_the_account(world):
    client = browser(world.administrator)
    client.post(new_address(), opened(world, unit_name="幸福家园居民委员会"))
    unit = OrgUnit.objects.get(name="幸福家园居民委员会")
    assert (unit.level, unit.area) == (OrgUnit.Level.COMMUNITY, world.here.area)
    assert User.objects.get(username="xingfu-shuji").posts.get().unit == unit
    both = client.post(
        new_address(), opened(world, username="other", full_name="李二", unit=str(unit.pk), unit_name="别的")
    )
    assert "这里请留空" in both.content.decode()


def test_a_refused_account_leaves_no_unit(world):
    page = browser(world.administrator).post(
        new_address(), opened(world, username="nobody", unit_name="新单位")
    )
    assert "已有人用" in page.content.decode()
    assert not OrgUnit.objects.filter(name="新单位").exists()


def deed(client, account, name, told, post=None):
    query = f"?post={post.pk}" if post else ""
    return client.post(reverse("account-deed", args=[account.pk, name]) + query, {"reason": "来函", **told})


def test_every_act_by_its_page(world):
    client, who = browser(world.administrator), world.committee
    assert deed(client, who, "rename", {"full_name": "张正"}).status_code == 302
    assert password_in(deed(client, who, "password", {}))
    TOTPDevice.objects.create(user=who, name="动态口令", confirmed=True)
    assert deed(client, who, "second-factor", {}).status_code == 302
    AccessAttempt.objects.create(username=who.username, ip_address="10.0.0.1", failures_since_start=5)
    assert deed(client, who, "unlock", {}).status_code == 302
    told = {
        "area": str(world.grids[0].area_id),
        "unit": "",
        "unit_name": "",
        "title": "网格员",
        "since": "2026-02-01",
    }
    address = reverse("account-deed", args=[who.pk, "appoint"]) + "?role=grid_member&county=520203"
    assert client.post(address, {**told, "reason": "兼管"}).status_code == 302
    old = who.posts.get(role=Role.COMMITTEE)
    page = client.get(reverse("account-deed", args=[who.pk, "change"]) + f"?post={old.pk}").content.decode()
    assert "现任：社区工作人员" in page and "再填任职" in page
    changed = (
        reverse("account-deed", args=[who.pk, "change"]) + f"?post={old.pk}&role=secretary&county=520203"
    )
    assert (
        client.post(changed, {**told, "area": str(world.here.area_id), "reason": "轮岗"}).status_code == 302
    )
    assert (
        deed(client, who, "end", {"on": "2026-03-01"}, who.posts.get(role=Role.GRID_MEMBER)).status_code
        == 302
    )
    assert deed(client, who, "disable", {}).status_code == 302
    assert password_in(deed(client, who, "enable", {}))
    actions = list(
        Entry.objects.filter(object_type="org.user", object_id=who.pk).values_list("action", flat=True)
    )
    assert actions == [
        "rename_account", "reset_password", "reset_second_factor", "unlock_account", "appoint", "change_post", "end_post",
        "disable_account", "enable_account",
    ]  # fmt: skip
    page = client.get(reverse("account", args=[who.pk])).content.decode()
    for words in ("任职记录", "轮岗", "甲县 社区工作人员 → ", "待首次登录"):
        assert words in page or words.startswith("甲县")


def test_who_is_disabled_is_out_at_once(world):
    client = browser(world.committee)
    assert client.get(reverse("todo")).status_code == 200
    page = browser(world.administrator).get(reverse("account-deed", args=[world.committee.pk, "disable"]))
    assert "没有别人在同一区域任同一角色" in page.content.decode()
    deed(browser(world.administrator), world.committee, "disable", {})
    assert client.get(reverse("todo"))["Location"].startswith(reverse("login"))


def test_a_reset_ends_open_sessions(world):
    client = browser(world.committee)
    deed(browser(world.administrator), world.committee, "password", {})
    assert client.get(reverse("todo"))["Location"].startswith(reverse("login"))


def test_who_is_locked_out_signs_in_after_the_administrator_unlocked(world, settings):
    settings.AXES_ENABLED = True
    cache.clear()
    world.committee.set_password(OWN_PASSWORD)
    world.committee.save()
    told = {"username": world.committee.username, "password": "wrong"}
    for _ in range(5):
        Client().post(reverse("login"), told)
    right = {**told, "password": OWN_PASSWORD}
    assert Client().post(reverse("login"), right).status_code == 429
    client = browser(world.administrator)
    assert "暂停登录" in client.get(reverse("account", args=[world.committee.pk])).content.decode()
    assert deed(client, world.committee, "unlock", {}).status_code == 302
    assert Client().post(reverse("login"), right).status_code == 302


def test_the_own_account_offers_nothing(world):
    client, me = browser(world.administrator), world.administrator
    page = client.get(reverse("account", args=[me.pk])).content.decode()
    assert "这是您自己的账号" in page and "停用账号" not in page
    for name in DEEDS:
        assert client.get(reverse("account-deed", args=[me.pk, name])).status_code == 403
        assert client.post(reverse("account-deed", args=[me.pk, name]), {"reason": "x"}).status_code == 403


@pytest.mark.parametrize("query", ["", "?post=", "?post=abc", "?post=999999"])
def test_posts_of_others_are_not_found(world, query):
    client = browser(world.administrator)
    assert client.get(reverse("account-deed", args=[world.committee.pk, "end"]) + query).status_code == 404
    foreign = f"?post={world.secretary.posts.get().pk}"
    assert client.get(reverse("account-deed", args=[world.committee.pk, "end"]) + foreign).status_code == 404
    assert client.get(reverse("account-deed", args=[world.committee.pk, "none"])).status_code == 404
    assert client.get(reverse("account", args=[987654])).status_code == 404
