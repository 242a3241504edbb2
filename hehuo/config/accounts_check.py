"""Production does not open while accounts of the demo city, or with a password that everybody guesses, can sign in."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

GUESSED_NAMES = ("admin", "root", "test", "demo", "guanliyuan")
GUESSED_PASSWORDS = ("admin", "password", "123456", "12345678", "admin123", "admin@123", "hehuo", "hehuo123")


def default_accounts() -> list[str]:
    """Reasons, in Chinese with their remedy; empty when all accounts are real ones."""
    from hehuo.org.models import User

    if User._meta.db_table not in connection.introspection.table_names():
        return []
    active = User.objects.filter(is_active=True)
    found = []
    if demo := active.filter(demo=True).count():
        found.append(f"数据库里有 {demo} 个演示账号可以登录：请换用新的数据库，演示城市不能用于生产。")
    for user in active.filter(username__in=GUESSED_NAMES):
        guesses = (*GUESSED_PASSWORDS, user.username)
        if any(check_password(guess, user.password) for guess in guesses):
            found.append(f"账号 {user.username} 用的是默认密码：请先修改密码或停用。")
    return found


def refuse_default_accounts() -> None:
    """Raise `ImproperlyConfigured` with every reason; only in production (everywhere else demo accounts are meant)."""
    if settings.DEMO_MODE or not settings.SECOND_FACTOR_FOR_UPPER_LEVELS:
        return
    if found := default_accounts():
        lines = "\n".join(f"  {n}. {text}" for n, text in enumerate(found, 1))
        raise ImproperlyConfigured(f"不能启动，原因如下：\n{lines}")
