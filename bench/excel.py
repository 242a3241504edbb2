"""Import and export of 100,000 people with 20 columns, beside openpyxl's write-only mode, in one run.

Run: `.venv/bin/python -m bench.excel [--rows 100000]`. Works in a database of its own in a temporary folder. The import
is the real one: read, recognise, validate (check digits, dates, lists), resolve households, find duplicates, encrypt,
blind-index, insert with history, audit; first the dry run, then the write, which checks again.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

PART = "--part"


def peak_mb() -> int:
    """Highest memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def id_number(n: int) -> str:
    """A different valid citizen number for every n below a few million."""
    from hehuo.records.numbers import ID_CHECKS, ID_WEIGHTS

    body = f"520203{1950 + n // 336_000 % 60:04d}{n // 28_000 % 12 + 1:02d}{n // 1000 % 28 + 1:02d}{n % 1000:03d}"
    return body + ID_CHECKS[sum(int(d) * w for d, w in zip(body, ID_WEIGHTS, strict=True)) % 11]


def people(rows: int) -> tuple[list[str], list[list[Any]]]:
    """Heads and rows of the workbook."""
    heads = ["序号", *(column.head for column in importer_class().columns)]
    found = []
    for n in range(rows):
        number = id_number(n)
        born = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
        sex = "男" if int(number[16]) % 2 else "女"
        found.append([n + 1, f"H{n // 4:06d}", "王李张刘陈杨赵黄周吴"[n % 10] + "小明大勇建华秀英桂兰"[n % 9 : n % 9 + 2], number, sex, born,
                      "汉族" if n % 3 else "彝族", "子" if n % 4 else "户主", "小学", "", "健康", "普通劳动力", "", "是", "", "群众",
                      f"139{n:08d}", "", "", "", ""])  # fmt: skip
    return heads, found


def importer_class() -> Any:
    """Twenty columns of a person."""
    from hehuo.residents.models import Household, Person
    from hehuo.workbooks import Column, Importer, Reference

    plain = ["ethnicity", "relation", "education", "in_school", "health", "labour_class", "not_in_labour", "speaks_mandarin",
             "other_languages", "political_status", "phone", "deceased_on", "left_on", "left_reason", "no_id_reason"]  # fmt: skip
    label = {name: str(Person._meta.get_field(name).verbose_name) for name in plain}

    class PeopleImporter(Importer):
        """People for the comparison."""

        model = Person
        key = ("id_no",)
        columns = (
            Column("household", "家庭编号", parse=Reference(Household, "household_no")),
            Column("name", "姓名", required=True),
            Column("id_no", "公民身份号码", required=True),
            Column("sex", "性别", required=True),
            Column("birth_date", "出生日期", required=True),
            *(Column(name, label[name]) for name in plain),
        )

    return PeopleImporter


def run_part(part: str, rows: int, folder: Path) -> None:
    """One measured part in its own process; prints seconds and peak memory."""
    import django

    django.setup()
    from hehuo.workbooks import xlsx

    heads, lines = people(rows) if part in ("ours", "openpyxl") else ([], [])
    before, started = peak_mb(), time.perf_counter()
    if part == "ours":
        columns = [xlsx.Column(head, 14, number=head == "序号") for head in heads]
        with (folder / "people.xlsx").open("wb") as out:
            out.writelines(xlsx.stream([xlsx.Sheet("人", columns, lines, intro=[("人口台账", xlsx.TITLE)])]))
    elif part == "openpyxl":
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        sheet = book.create_sheet("人")
        for line in [heads, *lines]:
            sheet.append(line)
        book.save(folder / "openpyxl.xlsx")
    elif part == "import":
        import_people(folder)
        return
    elif part == "export":
        export_people(folder)
        return
    print(f"{part} {time.perf_counter() - started:.2f} {peak_mb()} {before}")


def import_people(folder: Path) -> None:
    """Dry run, write, and the same file again."""
    from hehuo.org.models import Settlement, User
    from hehuo.workbooks.applying import apply_outcome
    from hehuo.workbooks.jobs import open_batch
    from hehuo.workbooks.reading import read_table

    content, user = (folder / "people.xlsx").read_bytes(), User.objects.get(full_name="社区书记")
    kind, place = importer_class(), Settlement.objects.get(code="S001")
    for round_name in ("first", "again"):
        started = time.perf_counter()
        importer = kind(user, place)
        table = read_table(content, "people.xlsx", importer.all_columns())
        read = time.perf_counter() - started
        outcome = importer.check(table)
        assert not outcome.errors, outcome.errors[:3]
        checked = time.perf_counter() - started
        print(
            f"{round_name}-read {read:.2f} {peak_mb()} 0\n{round_name}-check {checked - read:.2f} {peak_mb()} 0"
        )
        del table
        if round_name == "first":
            batch = open_batch(user, "people", place, "people.xlsx", content)
            started = time.perf_counter()
            apply_outcome(importer, outcome, batch)
            print(f"write {time.perf_counter() - started:.2f} {peak_mb()} 0")
        print(f"{round_name}-counts {outcome.counts}", file=sys.stderr)


def export_people(folder: Path) -> None:
    """The ledger's own export from the database, masked as on screen."""
    from hehuo.kit.exporting import export_to_file
    from hehuo.kit.ledger import LedgerView
    from hehuo.org.models import User
    from hehuo.residents.models import Person

    class People(LedgerView):
        """People for the comparison."""

        model, slug = Person, "bench-people"
        columns = tuple(
            column.field if column.field != "household" else "household__household_no"
            for column in importer_class().columns
        )

    started, user = time.perf_counter(), User.objects.get(full_name="社区书记")
    export_to_file(
        People, Person.objects.visible_to(user).live(), folder / "ledger.xlsx", by=user, purpose="比较"
    )
    print(f"export {time.perf_counter() - started:.2f} {peak_mb()} 0")


def prepare(rows: int) -> None:
    """The world and the households that people refer to."""
    import django

    django.setup()
    from django.core.management import call_command

    from hehuo.kit.testing.world import build_world
    from hehuo.records.writing import create_records
    from hehuo.residents.models import Household

    call_command("migrate", verbosity=0)
    world = build_world()
    households = [
        Household(
            settlement=world.here,
            household_no=f"H{n:06d}",
            head_name="张小明",
            household_class="co_relocated",
            grid=world.grids[n % 2],
        )
        for n in range(rows // 4 + 1)
    ]
    create_records(households, by=world.committee, audit="batch")


def main() -> None:
    """Run every part in a process of its own and print the table."""
    options = argparse.ArgumentParser()
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument(PART, default="")
    options.add_argument("--folder", default="")
    asked = options.parse_args()
    if asked.part:
        prepare(asked.rows) if asked.part == "prepare" else run_part(
            asked.part, asked.rows, Path(asked.folder)
        )
        return
    found: dict[str, tuple[float, int]] = {}
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "hehuo.config.settings.embedded"}
        for part in ("prepare", "ours", "openpyxl", "import", "export"):
            command = [
                sys.executable,
                "-m",
                "bench.excel",
                "--rows",
                str(asked.rows),
                PART,
                part,
                "--folder",
                folder,
            ]
            done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True)
            for line in done.stdout.splitlines():
                name, seconds, peak, _ = line.split()
                found[name] = (float(seconds), int(peak))
    for name, (seconds, peak) in found.items():
        print(
            f"{name:<14} {seconds:>7.2f} s {asked.rows / max(seconds, 0.01):>10,.0f} rows/s   peak {peak} MB"
        )
    print(f"writer beside openpyxl write-only: {found['openpyxl'][0] / found['ours'][0]:.1f} times as fast")
    whole = found["first-read"][0] + found["first-check"][0] + found["write"][0]
    print(
        f"whole import, read to written: {whole:.1f} s, {asked.rows / whole:,.0f} rows/s (dry run before it: {whole - found['write'][0]:.1f} s)"
    )


if __name__ == "__main__":
    main()
