"""Sign-in is throttled, sessions end, county and city roles need a second factor, pages carry a strict policy."""

import time

import pytest
from django.core.cache import cache
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from hehuo.kit.testing.world import build_world, make_user
from hehuo.org.middleware import SEEN
from hehuo.org.models import User
from hehuo.org.roles import UPPER_LEVELS, Role

pytestmark = pytest.mark.django_db
PASSWORD = "Shan-Hua-Kai-9"


@pytest.fixture
def world():
    return build_world()


def sign_in(client, username, password):
    return client.post(reverse("login"), {"username": username, "password": password})


def test_five_wrong_passwords_close_the_door(client, settings, world):
    settings.AXES_ENABLED = True
    cache.clear()
    user = world.secretary
    user.set_password(PASSWORD)
    user.save()
    for _ in range(4):
        assert sign_in(client, user.username, "wrong").status_code == 200
    assert sign_in(client, user.username, "wrong").status_code == 429
    locked = sign_in(client, user.username, PASSWORD)
    assert locked.status_code == 429
    assert "_auth_user_id" not in client.session


def test_a_right_password_opens_and_renews_the_session(client, world):
    world.secretary.set_password(PASSWORD)
    world.secretary.save()
    client.get(reverse("login"))
    before = client.session.session_key
    assert sign_in(client, world.secretary.username, PASSWORD).status_code == 302
    assert client.session.session_key != before


def test_answers_do_not_tell_whether_an_account_exists(client, world):
    known = sign_in(client, world.secretary.username, "wrong").context["form"].non_field_errors()
    unknown = sign_in(client, "nobody-here", "wrong").context["form"].non_field_errors()
    assert known == unknown


def test_a_session_without_use_ends(client, settings, world):
    client.force_login(world.secretary)
    session = client.session
    session[SEEN] = int(time.time()) - settings.SESSION_IDLE_SECONDS - 1
    session.save()
    answer = client.get(reverse("todo-count"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("login"))


def test_use_keeps_a_session(client, settings, world):
    client.force_login(world.secretary)
    session = client.session
    session[SEEN] = int(time.time()) - settings.SESSION_IDLE_SECONDS + 30
    session.save()
    assert client.get(reverse("todo-count")).status_code == 200
    assert client.session[SEEN] >= int(time.time()) - 5


@pytest.mark.parametrize("role", Role.values)
def test_county_and_city_roles_need_a_second_factor(client, settings, world, role):
    settings.SECOND_FACTOR_FOR_UPPER_LEVELS = True
    client.force_login(make_user(role, role, world.city))
    answer = client.get(reverse("todo-count"))
    if role in UPPER_LEVELS:
        assert (answer.status_code, answer["Location"]) == (302, reverse("second-factor"))
    else:
        assert answer.status_code == 200


def test_every_city_and_county_role_is_an_upper_level():
    named = {role for role in Role.values if role.startswith(("city_", "county_"))}
    assert named <= set(UPPER_LEVELS)


def test_the_second_factor_opens_the_house(client, settings, world):
    settings.SECOND_FACTOR_FOR_UPPER_LEVELS = True
    user = make_user("市", Role.CITY_OFFICE, world.city)
    device = TOTPDevice.objects.create(user=user, name="动态口令", confirmed=True)
    client.force_login(user)
    wrong = client.post(reverse("second-factor"), {"token": "000000"})
    assert wrong.status_code == 200
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    client.post(reverse("second-factor"), {"token": f"{totp(device.bin_key):06d}"})
    assert client.get(reverse("todo-count")).status_code == 200


def test_pages_carry_a_strict_policy(client):
    answer = client.get(reverse("login"))
    policy = answer["Content-Security-Policy"]
    for part in ("default-src 'self'", "script-src 'self'", "object-src 'none'", "frame-ancestors 'none'"):
        assert part in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'self' 'unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_rights_come_from_posts_not_from_flags(client, world):
    chief = User.objects.create_user("chief", full_name="甲", is_superuser=True, is_staff=True)
    client.force_login(chief)
    assert client.get(reverse("scorecards")).status_code == 403


@pytest.mark.parametrize(
    ("new", "says"),
    [
        ("kurz-7", "至少要 10 位"), ("1234567890", "太常见"), ("xingfu-shuji-1", "太像"), (PASSWORD, "和现在的密码一样"),
    ],
)  # fmt: skip
def test_a_weak_password_is_refused_in_words(client, world, new, says):
    world.secretary.username = "xingfu-shuji"
    world.secretary.set_password(PASSWORD)
    world.secretary.save()
    client.force_login(world.secretary)
    told = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    page = client.post(reverse("password-change"), told).content.decode()
    assert says in page and "This password" not in page
    world.secretary.refresh_from_db()
    assert world.secretary.check_password(PASSWORD)


def test_a_mistyped_password_is_told(client, world):
    world.secretary.set_password(PASSWORD)
    world.secretary.save()
    client.force_login(world.secretary)
    told = {"old_password": "falsch", "new_password1": "Neu-Und-Lang-1", "new_password2": "Neu-Und-Lang-2"}
    page = client.post(reverse("password-change"), told).content.decode()
    assert "您的旧密码" in page or "旧密码" in page
    assert "两" in page
