"""Processes of their own for every figure: seconds, peak memory, a digest of the answer; and how tables are printed."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def set_up(settings: str = "hehuo.config.settings.test") -> None:
    """Django, ready; the settings of the environment win."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    django.setup()


def peak_mb() -> int:
    """Highest memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def rss_mb(pid: int) -> int:
    """Memory of a running process now."""
    text = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in text.splitlines() if line.startswith("VmRSS")).split()[1]) // 1024


def part(
    module: str, *words: str, env: dict[str, str] | None = None, timeout: float = 1200
) -> dict[str, Any]:
    """Run `python -m module --part words…` and read the JSON of its last line."""
    ran = subprocess.run(
        [sys.executable, "-m", module, "--part", *words],
        cwd=ROOT, env={**os.environ, **(env or {})}, stdout=subprocess.PIPE, text=True, check=True, timeout=timeout,
    )  # fmt: skip
    return json.loads(ran.stdout.splitlines()[-1])


def parts_of(argv: Sequence[str], run: Callable[..., dict[str, Any]]) -> bool:
    """In a child started by `part`: do the work, print its JSON; False in the parent."""
    if "--part" not in argv:
        return False
    print(json.dumps(run(*argv[argv.index("--part") + 1 :])))
    return True


def digest(value: Any) -> str:
    """Short fingerprint of an answer."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:12]


def percentile(values: Sequence[float], share: float) -> float:
    """The value that so many of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def table(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Print rows as a Markdown table."""
    print("| " + " | ".join(heads) + " |")
    print("|" + "---|" * len(heads))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print(flush=True)


def machine() -> str:
    """One line about where this ran."""
    import platform
    import sqlite3

    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores, load before start {load:.1f}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}"
    )
