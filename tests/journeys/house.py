"""A real server on a prepared demo city, in a folder of its own, for as long as the journeys last."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from tests.structure.tree import HOUSE, ROOT, tracked_files

READY_WITHIN = 60
NO_PROXY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass
class House:
    """The running server: its address, its demo accounts, its data."""

    base: str
    data: Path | None
    password: str = ""
    accounts: list[dict] = field(default_factory=list)

    def account(self, role: str, *, area: str = "") -> str:
        """Username of the first demo account whose role (its code or label) and area fit."""
        for account in self.accounts:
            if role in (account.get("role_code"), account["role"]) and area in account.get("area", ""):
                return account["username"]
        known = sorted({account["role"] for account in self.accounts})
        raise LookupError(f"no demo account with the role {role!r}; there are {known}")

    def main_accounts(self) -> list[str]:
        """The accounts that the start page of the demo names."""
        return [account["username"] for account in self.accounts if account.get("main")]


def _environment(data: Path, **more: str) -> dict[str, str]:
    settings = {"DJANGO_SETTINGS_MODULE": "hehuo.config.settings.embedded", "DATA_DIR": str(data)}
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DEBUG"}}
    return {**kept, **settings, **more}


def _code_digest() -> str:
    digest = hashlib.sha256()
    for path in tracked_files():
        if HOUSE in path.parents and path.suffix in {".py", ".sql", ".yaml", ".yml", ".csv", ".json", ".txt"}:
            digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def prepared_demo() -> Path:
    """A data folder with the small demo city: HEHUO_TEST_DATA, or one built once per state of the code."""
    if given := os.environ.get("HEHUO_TEST_DATA"):
        return Path(given)
    store = ROOT / ".cache/journeys"
    wanted = store / _code_digest()
    store.mkdir(parents=True, exist_ok=True)
    with (store.parent / "journeys.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # journeys run side by side; one of them builds, the others wait
        if not (wanted / "complete").exists():
            shutil.rmtree(store, ignore_errors=True)
            wanted.mkdir(parents=True)
            _build_demo(wanted)
            (wanted / "complete").touch()
    return wanted


def _build_demo(folder: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "hehuo", "demo", "--scale", "ci"],
        cwd=ROOT, env=_environment(folder), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ran.returncode:
        raise RuntimeError(f"the demo city could not be built\n{ran.stdout[-1000:]}\n{ran.stderr[-3000:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(base: str) -> bool:
    try:
        NO_PROXY.open(base, timeout=5)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def start(folder: Path) -> tuple[House, subprocess.Popen]:
    """Copy the prepared demo into `folder` and serve it."""
    data = folder / "data"
    shutil.copytree(prepared_demo(), data)
    port = free_port()
    house = House(base=f"http://127.0.0.1:{port}", data=data)
    log = folder / "server.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "hehuo", "serve", "--no-demo"],
            cwd=ROOT, env=_environment(data, HOST="127.0.0.1", PORT=str(port)),
            stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    give_up = time.monotonic() + READY_WITHIN
    while not _answers(house.base):
        if process.poll() is not None or time.monotonic() > give_up:
            stop(process)
            raise RuntimeError(f"the server did not start\n{log.read_text()[-3000:]}")
        time.sleep(0.2)
    listing = json.loads((data / "demo-accounts.json").read_text(encoding="utf-8"))
    house.password, house.accounts = listing["password"], listing["accounts"]
    return house, process


def stop(process: subprocess.Popen) -> None:
    """End the server and its children, politely first."""
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(5)
