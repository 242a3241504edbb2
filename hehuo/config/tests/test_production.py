"""Production refuses to start, and names each reason."""

from __future__ import annotations

import importlib.util
import json
import secrets
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from hehuo.config.accounts_check import default_accounts, refuse_default_accounts
from hehuo.config.settings import base
from hehuo.org.models import User

KEY = secrets.token_hex(32)
GOOD = {
    "SECRET_KEY": secrets.token_urlsafe(64), "FIELD_KEYS": json.dumps({"k1": KEY}), "FIELD_KEY_ID": "k1",
    "INDEX_KEY": secrets.token_hex(32), "ALLOWED_HOSTS": "hehuo.example",
}  # fmt: skip
NAMES = (*GOOD, "DEBUG", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "DATABASE_URL")


@pytest.fixture
def production(monkeypatch, tmp_path):
    """A function that loads the production settings with these variables set (None: missing)."""
    monkeypatch.setattr(base, "DATA_DIR", tmp_path)

    def load(**changes):
        for name in NAMES:
            monkeypatch.delenv(name, raising=False)
        for name, value in {**GOOD, **changes}.items():
            if value is not None:
                monkeypatch.setenv(name, value)
        path = Path(base.__file__).with_name("production.py")
        spec = importlib.util.spec_from_file_location("hehuo.config.settings.tried", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load


def test_good_settings_start(production):
    settings = production()
    assert settings.weaknesses() == []
    assert settings.SECOND_FACTOR_FOR_UPPER_LEVELS
    assert settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE and settings.SECURE_SSL_REDIRECT
    assert settings.SESSION_COOKIE_HTTPONLY
    assert not settings.DEMO_MODE
    assert settings.SESSION_COOKIE_AGE <= 8 * 3600
    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY"),
        ({"SECRET_KEY": "django-insecure-" + "x7Kq9" * 12}, "SECRET_KEY"),
        ({"DEBUG": "1"}, "DEBUG"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": ".example"}, "ALLOWED_HOSTS"),
        ({"FIELD_KEYS": None}, "FIELD_KEYS"),
        ({"FIELD_KEYS": json.dumps({"k1": "11" * 32})}, "FIELD_KEYS"),
        ({"FIELD_KEYS": json.dumps({"k1": "short"})}, "FIELD_KEYS"),
        ({"FIELD_KEY_ID": "k9"}, "FIELD_KEY_ID"),
        ({"INDEX_KEY": "33" * 32}, "INDEX_KEY"),
        ({"INDEX_KEY": KEY}, "INDEX_KEY"),
        ({"SECURE_SSL_REDIRECT": "0"}, "HTTPS"),
        ({"SECURE_HSTS_SECONDS": "0"}, "HTTPS"),
    ],
)
def test_each_weakness_is_refused_alone(production, changes, word):
    with pytest.raises(ImproperlyConfigured) as refusal:
        production(**changes)
    head, *reasons = str(refusal.value).splitlines()
    assert head == "不能启动，原因如下："
    assert len(reasons) == 1
    assert word in reasons[0]


def test_every_reason_is_named(production, tmp_path):
    (tmp_path / "demo-accounts.json").write_text("{}")
    with pytest.raises(ImproperlyConfigured) as refusal:
        production(**dict.fromkeys(GOOD), DEBUG="1", SECURE_SSL_REDIRECT="0")
    reasons = str(refusal.value).splitlines()[1:]
    words = (
        "SECRET_KEY",
        "DEBUG",
        "ALLOWED_HOSTS",
        "FIELD_KEYS",
        "FIELD_KEY_ID",
        "INDEX_KEY",
        "HTTPS",
        "演示账号",
    )
    assert len(reasons) == len(words)
    assert all(word in reason for word, reason in zip(words, reasons, strict=True))


@pytest.fixture
def as_production(settings):
    """The test settings with production's two switches."""
    settings.DEMO_MODE, settings.SECOND_FACTOR_FOR_UPPER_LEVELS = False, True


@pytest.mark.django_db
def test_demo_accounts_keep_production_shut(as_production):
    User.objects.create_user("shi", full_name="甲", demo=True, password="x")
    with pytest.raises(ImproperlyConfigured, match="1 个演示账号"):
        refuse_default_accounts()
    User.objects.update(is_active=False)
    refuse_default_accounts()


@pytest.mark.django_db
def test_a_default_password_keeps_production_shut(as_production):
    admin = User.objects.create_user("admin", full_name="甲", password="admin123")
    with pytest.raises(ImproperlyConfigured, match="admin"):
        refuse_default_accounts()
    admin.set_password("Shan-Hua-Kai-Man-Tian-9")
    admin.save()
    assert default_accounts() == []


@pytest.mark.django_db
def test_demo_accounts_are_welcome_elsewhere():
    User.objects.create_user("shi", full_name="甲", demo=True, password="x")
    refuse_default_accounts()
