"""One machine, one command: SQLite, files on disk, keys made on first use."""

import json
import os
import secrets

from .base import *  # noqa: F403
from .base import DATA_DIR, env, sqlite

DATA_DIR.mkdir(parents=True, exist_ok=True)
_key_file = DATA_DIR / "keys.json"
if not _key_file.exists():
    _fd = os.open(_key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(_fd, "w") as _out:
        json.dump(
            {
                "secret_key": secrets.token_urlsafe(64),
                "field_keys": {"k1": secrets.token_hex(32)},
                "index_key": secrets.token_hex(32),
            },
            _out,
        )
_keys = json.loads(_key_file.read_text())

SECRET_KEY = _keys["secret_key"]
FIELD_KEYS = _keys["field_keys"]
FIELD_KEY_ID = env.str("FIELD_KEY_ID", default=sorted(_keys["field_keys"])[-1])
INDEX_KEY = _keys["index_key"]
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"])
DATABASES = {
    "default": env.db("DATABASE_URL")
    if env.str("DATABASE_URL", default="")
    else sqlite(DATA_DIR / "hehuo.sqlite3")
}
DEMO_MODE = True
