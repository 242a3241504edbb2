"""Runs comparisons by name: `python bench/run.py scoring pages`; without a name it lists them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAMES = {
    "scoring": "full scoring and one settlement on SQLite, PostgreSQL and DuckDB, beside hand-written SQL",
    "excel": "import and export of 100,000 people × 20 columns, beside openpyxl",
    "writers": "16 concurrent writers on SQLite, with and without the fair gate",
    "pages": "start, page times of a signed-in user, memory after many requests",
    "freshness": "from a write to the visible score; incremental = full after 10,000 changes",
    "conformance": "20,000 random populations on every engine; every mutant of every text",
    "lists": "first page of ledgers with a million rows, for a settlement and a county",
    "dashboards": "first pages of city, county and bureau, rows behind them, yearly analysis: time and queries",
    "oracle": "points of the whole demo city worked out again from workbooks",
}


def main() -> int:
    """Each comparison in a process of its own; 1 when any failed."""
    if len(sys.argv) < 2 or sys.argv[1] not in NAMES:
        print("python bench/run.py NAME… [-- options of the comparison]\n")
        print("\n".join(f"  {name:<12} {what}" for name, what in NAMES.items()))
        return 2
    words = sys.argv[1:]
    cut = words.index("--") if "--" in words else len(words)
    codes = []
    for name in words[:cut]:
        print(f"\n## {name}: {NAMES[name]}\n", flush=True)
        command = [sys.executable, "-m", f"bench.{name}", *words[cut + 1 :]]
        codes.append(subprocess.run(command, cwd=ROOT, check=False).returncode)
    return int(any(codes))


if __name__ == "__main__":
    raise SystemExit(main())
