"""What the `hehuo` command loads before its first word: a command that reads must not pay for what only others need."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.reliability.running import environment

NOT_FOR_READING = {
    "openpyxl", "docx", "xlsxwriter", "python_calamine", "weasyprint", "fontTools", "duckdb", "pyarrow", "sqlglot", "numpy",
    "PIL", "pillow_heif", "pypdfium2", "segno", "pypinyin", "holidays", "granian", "unittest",
    "hehuo.config.demo", "hehuo.config.urls", "hehuo.desk.menu", "hehuo.desk.views", "hehuo.desk.contents",
    "hehuo.kit.listing", "hehuo.workbooks", "hehuo.org.data",
}  # fmt: skip
"""Writers and readers of files, the demo city, pages and their addresses, the web server."""
SCORE = """
import json, sys
sys.argv = ["hehuo", "score", "--json"]
from hehuo.config.cli import main
try:
    main()
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def test_scoring_loads_nothing_that_only_pages_and_files_need(data):
    done = subprocess.run(
        [sys.executable, "-c", SCORE], env=environment(data), text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(json.loads(done.stdout)) > 1
    loaded = set(json.loads(done.stderr.splitlines()[-1]))
    assert "hehuo.assessment.scoring" in loaded
    assert sorted(loaded & NOT_FOR_READING) == []


def test_bytecode_is_kept_even_where_the_environment_forbids_it(tmp_path):
    told = environment(
        tmp_path / "data", PYTHONDONTWRITEBYTECODE="1", PYTHONPYCACHEPREFIX=str(tmp_path / "kept")
    )
    subprocess.run([sys.executable, "-m", "hehuo", "--help"], env=told, capture_output=True, check=True)
    assert list(tmp_path.rglob("scores.*.pyc"))
