"""A disk that fills up in the middle of an import: one clear line, nothing half-imported, and it works again with room.

A limit on the size of files stands for the disk, so that no root is needed.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys

from tests.reliability.running import environment, hehuo, run

ROWS = 1500
ROOM = 300_000
"""Bytes to which a file may grow: far less than what the write-ahead log needs for the batch."""
LOOKING = """
import json
from django.db import connection
from hehuo.audit import trail
from hehuo.residents.models import Household
with connection.cursor() as cursor:
    cursor.execute("pragma integrity_check")
    state = cursor.fetchone()[0]
print(json.dumps([Household.objects.count(), trail.verify().broken_at, state]))
"""


def _no_room() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, resource.RLIM_INFINITY))


def test_an_import_on_a_full_disk_leaves_nothing_half_done(data, tmp_path):
    book = tmp_path / "户.csv"
    lines = ["家庭编号,户主姓名,搬迁类型,核定搬迁人口,分房时间,交钥匙时间"]
    lines += [f"H{n:05d},张小明,同步搬迁户,4,2018-01-01,2018-02-01" for n in range(ROWS)]
    book.write_text("\n".join(lines), encoding="utf-8")
    words = ["import", "households", str(book), "--by", "committee", "--settlement", "S001", "--commit"]
    full = subprocess.run(
        [sys.executable, "-m", "hehuo", *words], env=environment(data), text=True, capture_output=True,
        check=False, preexec_fn=_no_room, timeout=120,
    )  # fmt: skip
    assert full.returncode == 2, full.stderr[-2000:]
    last = full.stderr.strip().splitlines()[-1]
    assert "磁盘" in last and "已撤回" in last
    assert "Traceback" not in full.stderr
    assert json.loads(run(data, LOOKING)) == [0, None, "ok"]
    again = hehuo(data, *words, "--json")
    assert again.returncode == 0, again.stderr
    assert json.loads(run(data, LOOKING)) == [ROWS, None, "ok"]
