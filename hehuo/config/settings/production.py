"""Production: refuses to start with weak keys, debug, default accounts, missing hosts or plain HTTP, and names each reason.

Everything comes from the environment; docs/deploying.md lists it.
"""

import re

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import DATA_DIR, env, sqlite

SECRET_KEY = env.str("SECRET_KEY", default="")
FIELD_KEYS = env.json("FIELD_KEYS", default={})
FIELD_KEY_ID = env.str("FIELD_KEY_ID", default="")
INDEX_KEY = env.str("INDEX_KEY", default="")
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
DATABASES = {
    "default": env.db("DATABASE_URL")
    if env.str("DATABASE_URL", default="")
    else sqlite(DATA_DIR / "hehuo.sqlite3")
}
DEMO_MODE = False
SECOND_FACTOR_FOR_UPPER_LEVELS = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31536000)


def _weak_key(text: object) -> bool:
    """Whether a key is not 64 hexadecimal digits, or obviously typed by hand."""
    return not re.fullmatch(r"[0-9a-fA-F]{64}", str(text)) or len(set(bytes.fromhex(str(text)))) < 16


def weaknesses() -> list[str]:
    """Every reason why these settings must not serve real people, in Chinese, each with its remedy."""
    keys = FIELD_KEYS if isinstance(FIELD_KEYS, dict) else {}
    reasons = (
        (
            len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10 or "insecure" in SECRET_KEY,
            "SECRET_KEY 缺失或过弱：请设置 50 位以上的随机字符。",
        ),
        (DEBUG, "DEBUG 已打开：请删除 DEBUG 或设为 0。"),
        (
            not ALLOWED_HOSTS or any("*" in host or host.startswith(".") for host in ALLOWED_HOSTS),
            "ALLOWED_HOSTS 未设置或含通配符：请写明本系统的域名。",
        ),
        (
            not keys or any(_weak_key(key) for key in keys.values()),
            "FIELD_KEYS 缺失或过弱：每把密钥为 64 位随机十六进制字符。",
        ),
        (
            not FIELD_KEY_ID or (bool(keys) and FIELD_KEY_ID not in keys),
            "FIELD_KEY_ID 缺失或不在 FIELD_KEYS 里：请指明当前使用的密钥。",
        ),
        (
            _weak_key(INDEX_KEY) or INDEX_KEY in keys.values(),
            "INDEX_KEY 缺失、过弱或与 FIELD_KEYS 相同：请另设 64 位随机十六进制字符。",
        ),
        (
            not SECURE_SSL_REDIRECT or SECURE_HSTS_SECONDS <= 0,
            "HTTPS 已关闭（SECURE_SSL_REDIRECT 或 SECURE_HSTS_SECONDS 为 0）：请删除该设置，经 HTTPS 访问。",
        ),
        (
            (DATA_DIR / "demo-accounts.json").exists(),
            "数据目录中有演示账号：请换用新的 DATA_DIR，演示城市不能用于生产。",
        ),
    )
    return [text for wrong, text in reasons if wrong]


_found = weaknesses()
if _found:
    raise ImproperlyConfigured(
        "不能启动，原因如下：\n" + "\n".join(f"  {n}. {text}" for n, text in enumerate(_found, 1))
    )
