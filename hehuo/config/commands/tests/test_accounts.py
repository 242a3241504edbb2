"""`hehuo administrator` on a new installation and as the way back in."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from hehuo.assessment.editions import install_shipped
from hehuo.audit.models import Entry
from hehuo.kit.testing.world import build_world
from hehuo.org.models import AdministrativeDivision, Area, OrgUnit, Post, User
from hehuo.org.rights import roles_of
from hehuo.org.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editions():
    install_shipped()


def test_the_first_administrator_of_an_empty_database(hehuo):
    """From nothing: the upper areas are there, the account signs in, must change its password, and opens others."""
    told = hehuo.json("administrator", "xitong-zhang", "--name", "张三")
    assert told["new"]
    assert Area.objects.filter(kind=Area.Kind.COUNTY).count() == 5
    assert OrgUnit.objects.exists() and AdministrativeDivision.objects.exists()
    account = User.objects.get(username="xitong-zhang")
    assert roles_of(account) == {Role.SYSADMIN} and account.first_password
    entry = Entry.objects.get(action="open_account")
    assert entry.actor is None and told["password"] not in str(entry.data)
    client = Client()
    client.post(reverse("login"), {"username": "xitong-zhang", "password": told["password"]})
    assert client.get("/")["Location"] == reverse("password-change")
    own = {"new_password1": "Shan-Hua-Kai-9", "new_password2": "Shan-Hua-Kai-9"}
    client.post(reverse("password-change"), own)
    assert client.get(reverse("account-new")).status_code == 200


def test_words_for_people_say_what_comes_next(hehuo):
    told = hehuo("administrator", "xitong-zhang", "--name", "张三")
    assert "首次密码：" in told and "只显示这一次" in told


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("xitong-zhang",), "--name"), (("x", "--name", "张三"), "3 到 30"), (("xitong-zhang", "--name", "张"), "2 到 50"),
        (("nobody", "--name", "张三"), "不是系统管理员"), (("secretary", "--name", "张三"), "不是系统管理员"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said(hehuo, words, says):
    world = build_world()
    User.objects.filter(pk=world.secretary.pk).update(username="secretary")
    before = User.objects.count()
    assert says in hehuo.refused("administrator", *words)
    assert User.objects.count() == before


def test_an_administrator_who_lost_everything_comes_back(hehuo):
    hehuo.json("administrator", "xitong-zhang", "--name", "张三")
    account = User.objects.get(username="xitong-zhang")
    TOTPDevice.objects.create(user=account, name="动态口令", confirmed=True)
    User.objects.filter(pk=account.pk).update(is_active=False, first_password=False)
    told = hehuo.json("administrator", "xitong-zhang")
    account = User.objects.get(pk=account.pk)
    assert not told["new"] and account.check_password(told["password"])
    assert account.is_active and account.first_password
    assert not TOTPDevice.objects.filter(user=account).exists()
    assert {"enable_account", "reset_second_factor", "reset_password"} <= set(
        Entry.objects.values_list("action", flat=True)
    )


def test_who_was_an_administrator_once_is_none(hehuo):
    hehuo.json("administrator", "xitong-zhang", "--name", "张三")
    Post.objects.update(valid_to=timezone.localdate(), valid_from="2020-01-01")
    assert "不是系统管理员" in hehuo.refused("administrator", "xitong-zhang")
