"""Run the `hehuo` command and small Django programs on a data folder of their own, as other processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.structure.tree import ROOT

NO_PROXY = urllib.request.build_opener(urllib.request.ProxyHandler({}))
ROUNDS = int(os.environ.get("HEHUO_KILL_ROUNDS", "6"))
"""How often something is killed in the suite; a release is tried with 200."""
PREPARE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from hehuo.assessment.editions import install_shipped
install_shipped()
from hehuo.kit.testing.world import build_world
for name, user in build_world().cast().items():
    user.username = name
    user.save()
"""


def environment(data: Path, **more: str) -> dict[str, str]:
    """The embedded system on `data`, whatever the tests themselves run on."""
    dropped = {"DATABASE_URL", "DEBUG", "PORT", "HOST", "HEHUO_USER"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    fixed = {
        "DJANGO_SETTINGS_MODULE": "hehuo.config.settings.embedded", "DATA_DIR": str(data), "PYTHONPATH": str(ROOT),
        "COLUMNS": "200", "TERM": "dumb",
    }  # fmt: skip
    return {**kept, **fixed, **more}


def start(data: Path, *command: str, **env: str) -> subprocess.Popen:
    """A process that leads a group of its own, so that it can be killed with all that belongs to it."""
    return subprocess.Popen(
        [sys.executable, *command], env=environment(data, **env), text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def hehuo(data: Path, *words: str, **env: str) -> subprocess.CompletedProcess:
    """`hehuo WORDS`, to its end."""
    return subprocess.run(
        [sys.executable, "-m", "hehuo", *words], env=environment(data, **env), text=True, capture_output=True,
        check=False, timeout=180,
    )  # fmt: skip


def program(text: str) -> list[str]:
    """Words for Python: Django set up, then `text`."""
    return ["-c", f"import django; django.setup()\n{text}"]


def run(data: Path, text: str) -> str:
    """Run a small Django program and return what it printed."""
    done = subprocess.run(
        [sys.executable, *program(text)], env=environment(data), text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def kill(process: subprocess.Popen) -> None:
    """As a power cut does it: the process and its group, at once."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.communicate()


def status_of(address: str) -> int:
    """The answer's status; 0 when nobody answers."""
    try:
        return NO_PROXY.open(address, timeout=5).status
    except urllib.error.HTTPError as answer:
        return answer.code
    except OSError:
        return 0


def wait_for(happens, seconds: float = 30) -> bool:
    """Whether `happens()` came true in time."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        if happens():
            return True
        time.sleep(0.05)
    return False


def descendants(pid: int) -> set[int]:
    """Every process below `pid`."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            child, rest = stat.read_text().rsplit(")", 1)
        except (OSError, ValueError):
            continue
        children.setdefault(int(rest.split()[1]), []).append(int(child.split(" ", 1)[0]))
    found, waiting = set(), [pid]
    while waiting:
        below = children.get(waiting.pop(), [])
        found |= set(below)
        waiting += below
    return found


def alive(pids: set[int]) -> set[int]:
    """Those that still run (what waits to be collected does not)."""
    running = set()
    for pid in pids:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except OSError:
            continue
        if state != "Z":
            running.add(pid)
    return running


def megabytes(pid: int) -> float:
    """Resident memory of a process."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
