"""Production: refuses to start with a weak key, debug, default accounts or missing hosts, and names each reason."""

from pathlib import Path

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
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31536000)


def weaknesses() -> list[str]:
    """Every reason why these settings must not serve real people, in Chinese, each with its remedy."""
    found = []
    if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10 or "insecure" in SECRET_KEY:
        found.append("SECRET_KEY 缺失或过弱：请设置 50 位以上的随机字符。")
    if DEBUG:
        found.append("DEBUG 已打开：请删除 DEBUG 或设为 0。")
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        found.append("ALLOWED_HOSTS 未设置或含 *：请写明本系统的域名。")
    if (
        not FIELD_KEYS
        or any(len(str(key)) != 64 for key in FIELD_KEYS.values())
        or FIELD_KEY_ID not in FIELD_KEYS
    ):
        found.append(
            "FIELD_KEYS / FIELD_KEY_ID 缺失或不符：每把密钥为 64 位十六进制，FIELD_KEY_ID 指明当前密钥。"
        )
    if len(INDEX_KEY) != 64:
        found.append("INDEX_KEY 缺失：请设置 64 位十六进制。")
    if Path(DATA_DIR / "demo-accounts.json").exists():
        found.append("数据目录中有演示账号：请换用新的 DATA_DIR，演示城市不能用于生产。")
    return found


_found = weaknesses()
if _found:
    raise ImproperlyConfigured(
        "不能启动，原因如下：\n" + "\n".join(f"  {n}. {text}" for n, text in enumerate(_found, 1))
    )
