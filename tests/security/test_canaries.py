"""1,000 planted ID numbers and phones: none in clear in database, write-ahead log, logs, backups, temporary files, pages."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reliability.conftest import prepared  # noqa: F401 (a fixture)
from tests.reliability.running import environment, hehuo, program

CANARIES = 1000
DIGITS = re.compile(rb"\d{10,}[\dXx]")
# Imported by file, typed into the form, refused by a faulty file, looked at on pages, shown on purpose once.
LIVING = """
import io, shutil, sys
from datetime import date, timedelta
from django.test import Client
from django.urls import set_urlconf
from openpyxl import Workbook
from hehuo.desk.contents import ledger_by_slug
from hehuo.kit.tests.ledgers import HouseholdImporter, PersonImporter
from hehuo.org.models import Settlement, User
from hehuo.records.numbers import ID_CHECKS, ID_WEIGHTS
from hehuo.residents.models import Person
from hehuo.workbooks import jobs

def canary(n):
    born = date(1950, 1, 1) + timedelta(days=17 * n)
    body = f"520203{{born:%Y%m%d}}{{n % 1000:03d}}"
    return born, body + ID_CHECKS[sum(int(d) * w for d, w in zip(body, ID_WEIGHTS, strict=True)) % 11], f"1398{{n:07d}}"

def book(heads, rows):
    made = Workbook()
    for row in (heads, *rows):
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()

author, place = User.objects.get(username="committee"), Settlement.objects.get(code="S001")
def bring(importer, content, name):
    batch = jobs.open_batch(author, "kit", place, name, content)
    jobs.run(batch.pk, importer)
    batch.refresh_from_db()
    if batch.state == "checked":
        type(batch).objects.filter(pk=batch.pk).update(state="to_write")
        jobs.run(batch.pk, importer)
        batch.refresh_from_db()
    return batch.state

planted = [canary(n) for n in range({canaries})]
assert bring(HouseholdImporter, book(["家庭编号", "户主姓名", "搬迁类型", "户联系电话"],
    [["H1", "张小明", "同步搬迁户", "13985801234"]]), "户.xlsx") == "done"
heads = ["家庭编号", "姓名", "公民身份号码", "性别", "出生日期", "联系电话"]
def row(n, sex=True):
    born, number, phone = planted[n]
    return ["H1", "李四", number, ("男" if int(number[16]) % 2 else "女") if sex else "?", born.isoformat(), phone]
half = {canaries} - 10
assert bring(PersonImporter, book(heads, [row(n) for n in range(half)]), "人.xlsx") == "done"
assert bring(PersonImporter, book(heads, [row(n, False) for n in range(half, {canaries})]), "错.xlsx") == "refused"
assert bring(PersonImporter, book(heads, [row(0)[:5] + [planted[1][2]]]), "改.xlsx") == "done"  # a changed phone
client = Client()
client.force_login(User.objects.get(username="secretary"))
pages = ["/", "/todo/", "/search/?q=李"]
if people := ledger_by_slug("people"):
    pages += [people.url("list"), people.url("detail", pk=Person.objects.first().pk)]
with open(sys.argv[1], "wb") as kept:
    for page in pages:
        kept.write(client.get(page).content)
if people:
    shown = client.post(people.url("unmask", pk=Person.objects.first().pk), {{"field": "id_no", "reason": "核对"}})
    print("unmasked", shown.status_code)
people and shutil.copyfileobj(io.BytesIO(b"".join(client.get(people.url("export")).streaming_content)), open(sys.argv[1] + ".xlsx", "wb"))
for born, number, phone in planted:
    print("canary", number, phone)
"""


def numbers_in(blob: bytes) -> set[bytes]:
    """Every run of digits that could be an ID number or a phone, and each window of these lengths inside it."""
    found = set()
    for run in DIGITS.findall(blob):
        for length in (11, 18):
            found |= {run[n : n + length] for n in range(len(run) - length + 1)}
    return found


def readable(path: Path) -> bytes:
    """The bytes of a file; the parts of an archive are unpacked too."""
    blob = path.read_bytes()
    if path.suffix == ".xlsx":
        import zipfile

        with zipfile.ZipFile(path) as archive:
            blob += b"".join(archive.read(name) for name in archive.namelist())
    return blob


@pytest.fixture(scope="module")
def traces(prepared, tmp_path_factory):  # noqa: F811
    """A data folder that has seen a day's work, with everything that was written on the way; and the canaries."""
    import shutil

    folder = tmp_path_factory.mktemp("canaries")
    data, temporary = folder / "data", folder / "tmp"
    shutil.copytree(prepared, data)
    temporary.mkdir()
    done = subprocess.run(
        [sys.executable, *program(LIVING.format(canaries=CANARIES)), str(folder / "pages.html")],
        env=environment(data, TMPDIR=str(temporary)), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    lines = done.stdout.splitlines()
    canaries = {word.encode() for line in lines if line.startswith("canary") for word in line.split()[1:]}
    (folder / "server.log").write_text(
        done.stderr + "\n".join(x for x in lines if not x.startswith("canary"))
    )
    assert hehuo(data, "backup", str(folder / "backup.tar")).returncode == 0
    return folder, canaries


def test_no_canary_is_found_in_clear(traces):
    folder, canaries = traces
    assert len(canaries) == 2 * CANARIES
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {"hehuo.sqlite3", "backup.tar", "server.log", "pages.html"} <= {path.name for path in files}
    leaks = {path.name: len(found) for path in files if (found := numbers_in(readable(path)) & canaries)}
    assert not leaks


def test_a_canary_in_clear_would_be_found(traces, tmp_path):
    _, canaries = traces
    one = sorted(canaries)[0]
    (tmp_path / "leak").write_bytes(b"x" * 100 + b"77" + one + b"88" + b"y" * 100)
    assert numbers_in((tmp_path / "leak").read_bytes()) & canaries == {one}


def test_what_is_kept_can_be_opened_with_the_keys(traces):
    from tests.reliability.running import run

    folder, canaries = traces
    opened = run(
        folder / "data",
        "from hehuo.residents.models import Person\nfor p in Person.objects.all(): print(p.id_no.reveal())",
    )
    assert len({line.encode() for line in opened.split()} & canaries) == CANARIES - 10
