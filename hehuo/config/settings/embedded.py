"""One machine, one command: SQLite, files on disk, keys made on first use."""

import json
import os
import secrets
import tempfile
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import DATA_DIR, env, sqlite


def _keys_of(folder: Path) -> dict[str, Any]:
    """The keys of a data folder, made on first use; they appear whole or not at all."""
    path = folder / "keys.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            made = {
                "secret_key": secrets.token_urlsafe(64),
                "field_keys": {"k1": secrets.token_hex(32)},
                "index_key": secrets.token_hex(32),
            }
            handle, part = tempfile.mkstemp(dir=folder, prefix="keys.")  # mode 0600
            with os.fdopen(handle, "w") as out:
                json.dump(made, out)
            try:
                os.link(part, path)
            except FileExistsError:
                pass  # another process was first: its keys count
            finally:
                os.unlink(part)
        if not os.access(folder, os.W_OK):
            raise PermissionError
        return json.loads(path.read_text())
    except ValueError as problem:
        raise ImproperlyConfigured(f"密钥文件 {path} 已损坏，请从备份中恢复它。") from problem
    except OSError as problem:
        raise ImproperlyConfigured(
            f"数据目录 {folder} 不能写入。请换一个目录：DATA_DIR=~/hehuo-data script/server"
        ) from problem


_keys = _keys_of(DATA_DIR)
SECRET_KEY = _keys["secret_key"]
FIELD_KEYS = _keys["field_keys"]
FIELD_KEY_ID = env.str("FIELD_KEY_ID", default=sorted(_keys["field_keys"])[-1])
INDEX_KEY = _keys["index_key"]
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"])
if (_host := env.str("HOST", default="")) not in ("", "0.0.0.0", "::", *ALLOWED_HOSTS):
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, _host]
DATABASES = {
    "default": env.db("DATABASE_URL")
    if env.str("DATABASE_URL", default="")
    else sqlite(DATA_DIR / "hehuo.sqlite3")
}
DEMO_MODE = True
