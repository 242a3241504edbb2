"""The oracle over the whole demo city: workbooks out, points worked out again, compared with the scorecard.

Run: `python -m bench.oracle`. Builds the full city (8,585 households) in a temporary folder; with DATA_DIR set and a
city in it, that one is used. Four days are compared.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from bench import measuring

DAYS = [date(2018, 11, 30), date(2018, 12, 31), date(2019, 6, 30)]


def main(argv: list[str] | None = None) -> int:
    """Print how many criteria were compared and which differ; 1 when any does."""
    with tempfile.TemporaryDirectory() as name:
        os.environ.setdefault("DATA_DIR", name)
        os.environ["DJANGO_SETTINGS_MODULE"] = "hehuo.config.settings.embedded"
        if not (Path(os.environ["DATA_DIR"]) / "hehuo.sqlite3").exists():
            subprocess.run(
                [sys.executable, "-m", "hehuo", "demo", "--json"], check=True, stdout=subprocess.DEVNULL
            )
        measuring.set_up()
        from tests.oracle.compare import disagreements
        from tests.oracle.export import export_books

        folder = Path(name) / "workbooks"
        folder.mkdir()
        started = time.perf_counter()
        export_books(folder)
        print(f"15 workbooks in {time.perf_counter() - started:.1f} s")
        wrong = 0
        for day in [*DAYS, date.today()]:
            compared, different = disagreements(folder, day)
            wrong += len(different)
            print(
                f"{day}: {compared} criteria compared, {len(different)} differ",
                *different,
                sep="\n  ",
                flush=True,
            )
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
