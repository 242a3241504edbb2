"""Fast and repeatable: SQLite in memory or DATABASE_URL, fixed keys that protect nothing."""

from .base import *  # noqa: F403
from .base import env

SECRET_KEY = "test-only-key-that-protects-nothing-0123456789-abcdefghij"
FIELD_KEYS = {"k1": "11" * 32, "k2": "22" * 32}
FIELD_KEY_ID = "k1"
INDEX_KEY = "33" * 32
DEBUG = False
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DATABASES = {
    "default": env.db("DATABASE_URL")
    if env.str("DATABASE_URL", default="")
    else {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": ":memory:",
        "OPTIONS": {"init_command": "PRAGMA foreign_keys=ON;"},
    }
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
DEMO_MODE = False
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
