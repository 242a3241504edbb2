"""Real files: .xls, formulas, a hundred thousand rows, spreadsheets that would run what they are given."""

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from hehuo.audit.models import Entry, ImportBatch
from hehuo.kit.exporting import export_to_file
from hehuo.kit.tests.conftest import workbook
from hehuo.kit.tests.ledgers import HouseholdImporter, HouseholdLedger
from hehuo.records.writing import save_record
from hehuo.residents.models import Household
from hehuo.workbooks import jobs, run_import
from hehuo.workbooks.reading import MOST_ROWS, Refused, read_table

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable, pytest.mark.urls("hehuo.kit.tests.urls")]
OLD_FILE = Path(__file__).parent / "files/households.xls"
HEADS = ["户号", "户主", "搬迁类型", "人口数"]


def take(world, content, name="户.xlsx"):
    return run_import(HouseholdLedger, content, name, by=world.committee, settlement=world.here, commit=True)


def exported(world, client, by=None):
    client.force_login(by or world.committee)
    return b"".join(client.get(HouseholdLedger.url("export")).streaming_content)


def test_an_old_xls_workbook_with_title_dates_and_a_formula(world):
    outcome = take(world, OLD_FILE.read_bytes(), "搬迁户.xls")
    assert not outcome.errors
    first, second = Household.objects.order_by("household_no")
    assert (first.head_name, str(first.allocated_on), first.phone.reveal()) == (
        "张小明",
        "2018-05-01",
        "13985801234",
    )
    assert (second.member_count_at_allocation, str(second.allocated_on)) == (5, "2018-05-02")


def test_a_formula_with_its_result_is_read_and_one_without_is_told(world):
    made = workbook(HEADS, ["H1", "张三", "其他", "=1+2"], ["H2", "李四", "其他", 2])
    outcome = take(world, made)
    assert [(p.row, p.column, p.value) for p in outcome.errors] == [(2, "核定搬迁人口", "#未计算")]
    assert "粘贴为数值" in outcome.errors[0].remedy
    assert not Household.objects.exists()
    computed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(computed, "w") as new:
        for info in old.infolist():
            new.writestr(info, old.read(info).replace(b"</f><v></v>", b"</f><v>3</v>").replace(b"</f><v/>", b"</f><v>3</v>").replace(b"</f><v />", b"</f><v>3</v>"))  # fmt: skip
    assert not take(world, computed.getvalue()).errors
    assert Household.objects.get(household_no="H1").member_count_at_allocation == 3


def test_a_hundred_thousand_rows_are_read_and_one_more_is_refused():
    lines = "".join(f"H{n},张三,其他,3\n" for n in range(MOST_ROWS))
    content = ",".join(HEADS) + "\n" + lines
    table = read_table(content.encode(), "a.csv", HouseholdImporter.all_columns())
    assert (len(table.rows), table.first, table.rows[-1][0]) == (100_000, 2, "H99999")
    with pytest.raises(Refused, match="100,001 行，一次最多 100,000 行"):
        read_table((content + "H,张,其他,1\n").encode(), "a.csv", HouseholdImporter.all_columns())


def test_a_file_of_many_chunks_goes_in_whole_and_its_last_wrong_row_keeps_everything_out(world):
    rows = [[f"H{n}", "张三", "其他", 3] for n in range(1203)]
    assert take(world, workbook(HEADS, *rows, ["H9999", "", "其他", 3])).errors[0].row == 1205
    assert not Household.objects.exists()
    outcome = take(world, workbook(HEADS, *rows))
    assert outcome.counts == {"new": 1203, "changed": 0, "unchanged": 0, "errors": 0}
    assert Household.objects.count() == Household.history.count() == 1203
    changed = take(world, workbook(HEADS, *([*row[:3], 4] for row in rows)))
    assert changed.counts == {"new": 0, "changed": 1203, "unchanged": 0, "errors": 0}
    assert Household.objects.filter(member_count_at_allocation=4, version=2).count() == 1203
    assert Household.history.count() == 2406


def test_progress_only_rises(world, monkeypatch):
    seen = []
    batch = jobs.open_batch(
        world.committee,
        HouseholdLedger.slug,
        world.here,
        "h.xlsx",
        workbook(HEADS, ["H1", "张三", "其他", 3]),
    )
    real = HouseholdImporter.__init__

    def watch(self, user, settlement=None, progress=lambda percent: None):
        def told(percent):
            progress(percent)
            seen.append(ImportBatch.objects.values_list("progress", flat=True).get(pk=batch.pk))

        real(self, user, settlement, told)

    monkeypatch.setattr(HouseholdImporter, "__init__", watch)
    jobs.run(batch.pk, HouseholdImporter)
    assert seen == sorted(seen)
    assert len(set(seen)) >= 3
    assert ImportBatch.objects.get().progress == 100


def test_an_error_in_the_middle_of_writing_leaves_nothing_half_done(world, monkeypatch):
    save_record(
        Household(settlement=world.here, household_no="H1", head_name="张三", household_class="local"),
        by=world.committee,
    )
    before = (Entry.objects.count(), Household.history.count())
    batch = jobs.open_batch(
        world.committee, HouseholdLedger.slug, world.here, "h.xlsx",
        workbook(HEADS, ["H1", "改名", "其他", 3], ["H2", "李四", "其他", 2]),
    )  # fmt: skip
    jobs.run(batch.pk, HouseholdImporter)
    ImportBatch.objects.filter(pk=batch.pk).update(state="to_write")
    monkeypatch.setattr(HouseholdImporter, "after_write", lambda self, created, changed: 1 / 0)
    jobs.run(batch.pk, HouseholdImporter)
    assert ImportBatch.objects.get().state == "failed"
    assert (Entry.objects.count(), Household.history.count()) == before
    assert Household.objects.get().head_name == "张三"


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1"])
def test_nothing_that_goes_out_runs_as_a_formula_and_it_comes_back_as_typed(world, client, name):
    row = Household(
        settlement=world.here, household_no=f"H{name[:3].strip()}", head_name=name, household_class="local"
    )
    save_record(row, by=world.committee)
    content = exported(world, client)
    cells = [c for line in load_workbook(io.BytesIO(content)).active for c in line if c.value is not None]
    assert not [c for c in cells if c.data_type == "f"]
    texts = [c.value for c in cells if isinstance(c.value, str)]
    assert f"'{name}" in texts
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@", "\t"))]
    outcome = take(world, content)
    assert "与第" not in str(outcome.errors)
    assert outcome.counts["changed"] == (
        0 if name == name.strip() else 1
    )  # blanks around a text are not kept


def test_an_export_comes_back_without_a_difference(world, client):
    for number in range(3):
        row = Household(
            settlement=world.here, household_no=f"00{number}", head_name="欧阳·买买提", household_class="local",
            grid=world.grids[0], member_count_at_allocation=number + 1,
        )  # fmt: skip
        save_record(row, by=world.committee)
    content = exported(world, client)
    outcome = take(world, content)
    assert not outcome.errors
    assert outcome.counts == {"new": 0, "changed": 0, "unchanged": 3, "errors": 0}, outcome.differences


def test_libreoffice_opens_what_goes_out(world, client, tmp_path):
    row = Household(
        settlement=world.here, household_no="0012", head_name="=1+1", household_class="local", phone="13985801234",
        member_count_at_allocation=4,
    )  # fmt: skip
    save_record(row, by=world.committee)
    made = tmp_path / "out.xlsx"
    export_to_file(HouseholdLedger, Household.objects.all(), made, by=world.committee, purpose="核对")
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
               "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", str(tmp_path), str(made)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert "搬迁户台账" in text or "台账" in text.splitlines()[0]
    line = next(line for line in text.splitlines() if "0012" in line)
    assert "'=1+1" in line
    assert "139****1234" in line
    assert ",4," in line
    assert CalamineWorkbook.from_path(made).sheet_names


def test_a_mask_in_a_new_row_is_told(world):
    outcome = take(world, workbook(HEADS, ["H2", "李四", "＊＊＊", 3]))
    assert [(p.row, p.column) for p in outcome.errors] == [(2, "搬迁类型")]
    assert "系统中没有对应的记录" in outcome.errors[0].remedy


def test_foot_lines_are_passed_over_and_said(world):
    outcome = take(
        world,
        workbook(
            HEADS,
            ["H1", "张三", "其他", 3],
            ["合计", None, None, 3],
            ["制表人：张三　审核人："],
            ["注：本表一式两份"],
        ),
    )
    assert not outcome.errors
    assert Household.objects.count() == 1
    assert "表尾 3 行" in outcome.warnings[0].remedy
