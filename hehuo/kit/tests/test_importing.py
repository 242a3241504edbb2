"""Every trap of the workbooks that communities keep: found all at once, told in plain words."""

import datetime
import io

import pytest
from openpyxl import Workbook

from hehuo.audit.models import Entry, ImportBatch
from hehuo.kit.tests.conftest import workbook
from hehuo.kit.tests.ledgers import HouseholdImporter, HouseholdLedger, PersonLedger
from hehuo.records.numbers import ID_CHECKS, ID_WEIGHTS
from hehuo.records.writing import save_record
from hehuo.residents.models import Household, Person
from hehuo.workbooks import jobs, run_import
from hehuo.workbooks.reading import MOST_ROWS, Refused, read_table

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable, pytest.mark.urls("hehuo.kit.tests.urls")]
HEADS = ["姓名（必填）", "身份证号码", "性 别", "出生日期", "联系电话", "家庭编号"]


def number(body: str) -> str:
    return body + ID_CHECKS[sum(int(d) * w for d, w in zip(body, ID_WEIGHTS, strict=True)) % 11]


ID_A, ID_B = number("52020319800101123"), number("52020319900202124")


def people(world, *rows, heads=HEADS, **kw):
    return run_import(
        PersonLedger,
        workbook(heads, *rows, **kw),
        "人.xlsx",
        by=world.committee,
        settlement=world.here,
        commit=True,
    )


def messages(outcome) -> str:
    return "\n".join(problem.remedy for problem in outcome.errors)


def test_heads_may_stand_below_an_official_title_and_be_written_in_many_ways(world):
    made = workbook(["幸福家园人口台账"], ["填报单位：幸福家园", None, None, "2026年1月"], ["序号", *HEADS, "备注"],
                    [1, "张小明", ID_A, "男", "1980年1月1日", "139 8580 1234", ""], merged=["A1:H1"])  # fmt: skip
    outcome = run_import(
        PersonLedger, made, "人.xlsx", by=world.committee, settlement=world.here, commit=True
    )
    assert not outcome.errors
    person = Person.objects.get()
    assert (person.name, person.sex, person.birth_date) == ("张小明", "1", datetime.date(1980, 1, 1))
    assert person.id_no.reveal() == ID_A
    assert person.phone.reveal() == "13985801234"
    assert person.name_initials == "zxm"
    assert (person.created_by, person.source, person.status) == (world.committee, "import", "submitted")
    assert person.history.count() == 1
    assert "备注" in outcome.warnings[0].remedy
    assert Entry.objects.filter(action="import").count() == 1


def test_all_errors_are_told_at_once_with_row_column_masked_value_and_remedy(world):
    wrong = ID_A[:-1] + ("1" if ID_A[-1] != "1" else "2")
    outcome = people(
        world,
        ["甲一", 5.2020319800101e17, "男", "1980-01-01", "", ""],
        ["乙二", wrong, "男", "1980-01-01", "", ""],
        ["丙三", "1.2345E+17", "男", "1980-01-01", "", ""],
        ["丁四", ID_A, "南", "2023-02-30", "12345", ""],
        ["", ID_B, "男", "1990-13-02", "", "没有的户"],
    )
    assert Person.objects.count() == 0
    told = messages(outcome)
    for text in (
        "设为“文本”格式",
        "校验位不对",
        "只能填：未知、男、女、未说明",
        "2023年2月没有 30 日",
        "没有 13 月",
        "11 位手机号",
        "必填，不能为空",
    ):
        assert text in told
    assert told.count("设为“文本”格式") == 2
    assert {problem.row for problem in outcome.errors} == {2, 3, 4, 5, 6}
    assert wrong not in str(outcome.to_dict())
    assert ("公民身份号码", f"{wrong[:4]}**********{wrong[-4:]}") in {
        (p.column, p.value) for p in outcome.errors
    }


def test_unknown_reference_and_unknown_settlement(world):
    outcome = people(world, ["张三", ID_A, "男", "1980-01-01", "", "H404"])
    assert "没有找到" in messages(outcome)
    made = workbook(
        [*HEADS, "安置点"],
        ["张三", ID_A, "男", "1980-01-01", "", "", "团结新区"],
        ["李四", ID_B, "男", "1990-02-02", "", "", "火星"],
    )
    outcome = run_import(PersonLedger, made, "a.xlsx", by=world.committee, commit=True)
    assert [p.row for p in outcome.errors] == [2, 3]
    assert "没有这个安置点" in messages(outcome)
    both = run_import(PersonLedger, made, "a.xlsx", by=world.stranger, settlement=world.there, commit=True)
    assert [p.row for p in both.errors] == [3]


def test_duplicates_in_the_file_and_in_the_register(world):
    outcome = people(
        world, ["张三", ID_A, "男", "1980-01-01", "", ""], ["张三", ID_A, "男", "1980-01-01", "", ""]
    )
    assert "与第 2 行的公民身份号码相同" in messages(outcome)
    save_record(
        Person(settlement=world.there, name="张三", sex="1", birth_date="1980-01-01", id_no=ID_A),
        by=world.stranger,
    )
    outcome = people(world, ["张三", ID_A, "男", "1980-01-01", "", ""])
    assert "不在您负责的范围内" in messages(outcome)
    assert "团结新区" not in messages(outcome)


def test_birth_and_sex_that_contradict_the_number_are_warnings(world):
    outcome = people(world, ["张三", ID_A, "女", "1980-01-02", "", ""])
    assert not outcome.errors
    assert {p.column for p in outcome.warnings} == {"性别", "出生日期"}


def test_serial_dates_and_formula_results_are_read(world):
    def edit(book):
        book.active["D2"] = 29221

    outcome = people(world, ["张三", ID_A, "男", None, "", ""], edit=edit)
    assert not outcome.errors
    assert Person.objects.get().birth_date == datetime.date(1980, 1, 1)


def test_formula_errors_are_refused(world):
    outcome = people(world, ["#REF!", ID_A, "男", "1980-01-01", "", ""])
    assert "公式出错" in messages(outcome)


def test_merged_cells_below_the_heads_count_for_every_row(world):
    save_record(
        Household(settlement=world.here, household_no="H1", head_name="张三", household_class="local"),
        by=world.committee,
    )
    outcome = people(
        world,
        ["张三", ID_A, "男", "1980-01-01", "", "H1"],
        ["李四", ID_B, "女", "1990-02-02", "", None],
        merged=["F2:F3"],
    )
    assert not outcome.errors
    assert Person.objects.filter(household__household_no="H1").count() == 2
    assert "合并单元格" in outcome.warnings[0].remedy


def test_check_constraints_are_told_before_anything_is_written(world):
    made = workbook(
        ["户号", "户主", "搬迁类型", "分房时间", "交钥匙时间"],
        ["H1", "张三", "同步搬迁户", "2018-06-01", "2018-05-01"],
    )
    outcome = run_import(
        HouseholdLedger, made, "h.xlsx", by=world.committee, settlement=world.here, commit=True
    )
    assert messages(outcome) == "交钥匙时间不能早于分房时间。"


@pytest.mark.parametrize(
    ("content", "name", "text"),
    [
        (b"", "a.xlsx", "文件是空的"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 99, "a.xlsx", "图片"),
        (b"PK\x03\x04" + b"broken" * 20, "a.xlsx", "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "a.xlsx", "打不开"),
        (b"hello", "a.doc", "不认识这种文件"),
        (b"x" * (30 * 1024 * 1024 + 1), "a.csv", "最多 30 MB"),
        (workbook(), "a.xlsx", "工作表是空的"),
        (workbook(["户号", "户主", "搬迁类型"]), "a.xlsx", "表头下面没有内容"),
        (workbook(["甲", "乙"], [1, 2]), "a.xlsx", "没有找到本台账的表头（看过：台账）"),
        (workbook(["户号", "户主", "电话"], ["1", "2", "3"]), "a.xlsx", "缺少必填列：搬迁类型"),
        (workbook(["户号", "户主", "搬迁类型", *range(250)], ["1", "2", "3"]), "a.xlsx", "超过 200 列"),
    ],
)
def test_files_that_cannot_be_taken_are_refused_with_a_remedy(content, name, text):
    with pytest.raises(Refused, match=text):
        read_table(content, name, HouseholdImporter.all_columns())


def test_password_protected_workbook_is_refused(monkeypatch):
    from python_calamine import PasswordError

    from hehuo.workbooks import reading

    class Locked:
        @staticmethod
        def from_filelike(file):
            raise PasswordError("protected")

    monkeypatch.setattr(reading, "CalamineWorkbook", Locked)
    with pytest.raises(Refused, match="打开密码"):
        read_table(b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "a.xlsx", HouseholdImporter.all_columns())


def test_too_many_rows_are_refused():
    content = "户号,户主,搬迁类型\n".encode() + "1,张三,其他\n".encode() * (MOST_ROWS + 1)
    with pytest.raises(Refused, match="一次最多 100,000 行"):
        read_table(content, "a.csv", HouseholdImporter.all_columns())


def test_the_right_sheet_is_found_among_several(world):
    book = Workbook()
    book.active.append(["说明", "请先看这里"])
    sheet = book.create_sheet("户")
    sheet.append(["户号", "户主", "搬迁类型"])
    sheet.append(["H1", "张三", "其他"])
    out = io.BytesIO()
    book.save(out)
    assert read_table(out.getvalue(), "a.xlsx", HouseholdImporter.all_columns()).sheet == "户"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_the_usual_encodings(world, encoding):
    content = "户编号,户主姓名,搬迁类型,人口数\nH1,张小明,建档立卡户,4\n".encode(encoding)
    outcome = run_import(
        HouseholdLedger, content, "h.csv", by=world.committee, settlement=world.here, commit=True
    )
    assert not outcome.errors
    assert Household.objects.get().member_count_at_allocation == 4


def upload(client, ledger, content, **data):
    file = io.BytesIO(content)
    file.name = "户.xlsx"
    response = client.post(ledger.url("import"), {"file": file, **data})
    assert response.status_code == 302
    return ImportBatch.objects.latest("id")


def test_two_steps_update_by_key_show_the_difference_and_can_be_taken_back(world, client):
    client.force_login(world.committee)
    heads = ["户号", "户主", "搬迁类型", "人口数", "电话"]
    batch = upload(
        client,
        HouseholdLedger,
        workbook(heads, ["H1", "张三", "其他", 3, "13985801234"], ["H2", "李四", "其他", 2, ""]),
        settlement=world.here.pk,
    )
    assert batch.state == "checked"
    assert Household.objects.count() == 0
    assert b"13985801234" not in bytes(batch.content)
    preview = client.get(HouseholdLedger.url("import-preview", batch=batch.pk)).content.decode()
    assert "<dt>新增</dt><dd>2</dd>" in preview
    client.post(HouseholdLedger.url("import-preview", batch=batch.pk))
    batch.refresh_from_db()
    assert (batch.state, bytes(batch.content)) == ("done", b"")
    second = upload(
        client,
        HouseholdLedger,
        workbook(
            heads,
            ["H1", "张三", "其他", 5, "13985804321"],
            ["H2", "李四", "其他", 2, ""],
            ["H3", "王五", "其他", 1, ""],
        ),
        settlement=world.here.pk,
    )
    assert second.counts == {"new": 1, "changed": 1, "unchanged": 1, "errors": 0}
    page = client.get(HouseholdLedger.url("import-preview", batch=second.pk)).content.decode()
    assert "核定搬迁人口：由“3”改为“5”" in page
    assert "139****1234" in page
    assert "13985804321" not in page
    client.post(HouseholdLedger.url("import-preview", batch=second.pk))
    first = Household.objects.get(household_no="H1")
    assert (first.member_count_at_allocation, first.phone.reveal(), first.version) == (5, "13985804321", 2)
    assert client.post(HouseholdLedger.url("undo", batch=second.pk)).status_code == 302
    first.refresh_from_db()
    assert (first.member_count_at_allocation, first.phone.reveal(), first.version) == (3, "13985801234", 3)
    assert Household.objects.get(household_no="H3").status == "void"
    assert first.history.count() == 3
    assert Entry.objects.filter(action="undo_import").exists()
    second.refresh_from_db()
    assert second.state == "undone"


def test_undo_is_refused_when_rows_were_changed_since(world, client):
    client.force_login(world.committee)
    batch = upload(
        client,
        HouseholdLedger,
        workbook(["户号", "户主", "搬迁类型"], ["H1", "张三", "其他"]),
        settlement=world.here.pk,
    )
    client.post(HouseholdLedger.url("import-preview", batch=batch.pk))
    record = Household.objects.get()
    record.head_name = "张四"
    save_record(record, by=world.secretary)
    page = client.get(HouseholdLedger.url("import-batch", batch=batch.pk)).content.decode()
    assert "有 1 条记录又被修改" in page
    client.post(HouseholdLedger.url("undo", batch=batch.pk))
    record.refresh_from_db()
    assert record.status == "submitted"


def test_errors_can_be_downloaded_and_batches_are_private(world, client):
    client.force_login(world.committee)
    batch = upload(
        client,
        HouseholdLedger,
        workbook(["户号", "户主", "搬迁类型"], ["H1", "", "外星"]),
        settlement=world.here.pk,
    )
    assert batch.state == "refused"
    assert len(batch.errors) == 2
    assert b"".join(
        client.get(HouseholdLedger.url("import-errors", batch=batch.pk)).streaming_content
    ).startswith(b"PK")
    client.force_login(world.stranger)
    assert client.get(HouseholdLedger.url("import-batch", batch=batch.pk)).status_code == 403


def test_grid_worker_cannot_import_outside_the_own_grid(world):
    made = workbook(
        ["户号", "户主", "搬迁类型", "网格"],
        ["H1", "张三", "其他", "第1网格"],
        ["H2", "李四", "其他", "第2网格"],
    )
    outcome = run_import(
        HouseholdLedger, made, "h.xlsx", by=world.grid_worker, settlement=world.here, commit=True
    )
    assert outcome.errors
    assert Household.objects.count() == 0


def test_a_broken_job_says_so_and_can_be_tried_again(world, monkeypatch):
    batch = jobs.open_batch(
        world.committee,
        HouseholdLedger.slug,
        world.here,
        "h.xlsx",
        workbook(["户号", "户主", "搬迁类型"], ["H1", "张三", "其他"]),
    )
    real = jobs.read_table
    monkeypatch.setattr(jobs, "read_table", lambda *a: 1 / 0)
    jobs.run(batch.pk, HouseholdImporter)
    batch.refresh_from_db()
    assert (batch.state, "重试" in batch.message) == ("failed", True)
    monkeypatch.setattr(jobs, "read_table", real)
    assert jobs.retry(batch)
    jobs.run(batch.pk, HouseholdImporter)
    batch.refresh_from_db()
    assert batch.state == "checked"
    jobs.run(batch.pk, HouseholdImporter)
    assert Household.objects.count() == 0


def test_large_files_wait_for_a_worker_and_the_page_can_take_over(world, client, monkeypatch):
    monkeypatch.setattr(jobs, "INLINE_BYTES", 10)
    monkeypatch.setattr(jobs.run_batch.__class__, "enqueue", lambda self, *a: None)
    client.force_login(world.committee)
    batch = upload(
        client,
        HouseholdLedger,
        workbook(["户号", "户主", "搬迁类型"], ["H1", "张三", "其他"]),
        settlement=world.here.pk,
    )
    assert batch.state == "to_check"
    page = client.get(HouseholdLedger.url("import-batch", batch=batch.pk)).content.decode()
    assert 'hx-trigger="every 2s"' in page
    client.post(HouseholdLedger.url("import-batch", batch=batch.pk))
    batch.refresh_from_db()
    assert batch.state == "checked"


def test_a_duplicate_is_told_even_when_the_row_has_another_fault(world):
    made = workbook(["户号", "户主", "搬迁类型"], ["H1", "张三", "外星"], ["H1", "李四", "其他"])
    outcome = run_import(
        HouseholdLedger, made, "h.xlsx", by=world.committee, settlement=world.here, commit=True
    )
    assert {(p.row, p.column) for p in outcome.errors} == {(2, "搬迁类型"), (3, "家庭编号")}
    assert Household.objects.count() == 0
