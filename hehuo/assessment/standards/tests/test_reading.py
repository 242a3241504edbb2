"""Reading tables: each finding, other shapes of table, refusals."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from hehuo.assessment.standards.reading import Finding, ImportResult, StandardRefused, read_standard
from hehuo.assessment.standards.reading.units import split_units
from hehuo.assessment.standards.tests.builders import (
    TRANSCRIPT,
    excel_file,
    other_city_rows,
    rows_of,
    small_text,
    word_file,
)

OFFICIAL = (
    "no",
    "title",
    "content",
    "criterion",
    "points_printed",
    "points_effective",
    "points_source",
    "units",
)


@pytest.fixture(scope="module")
def plan() -> ImportResult:
    return read_standard(TRANSCRIPT, TRANSCRIPT.name)


def found(result: ImportResult, code: str, where: str = "") -> list[Finding]:
    return [f for f in result.findings if f.code == code and where in f.where]


def changed(old: str, new: str) -> ImportResult:
    text = TRANSCRIPT.read_text(encoding="utf-8")
    assert old in text
    return read_standard(text.replace(old, new).encode(), "plan.txt")


def test_item_five_is_inferred_and_said(plan: ImportResult) -> None:
    (finding,) = [f for f in plan.findings if f.code == "points_missing"]
    assert finding.where == "第5项"
    assert finding.severity == "warning"
    assert "25" in finding.message
    assert "19" in finding.message
    assert "6 分" in finding.message


def test_two_items_without_points_are_not_inferred() -> None:
    result = changed("社区治安状况良好。(7分)", "社区治安状况良好。")
    section = result.edition["sections"][1]
    assert [item["points_effective"] for item in section["items"]] == [None, None, "6", "6"]
    assert [f.where for f in result.findings if f.severity == "error"] == ["第5项", "第6项"]
    assert section["items"][0]["points_source"] == "missing"


def test_headings_differ_in_all_four_sections(plan: ImportResult) -> None:
    assert len(found(plan, "section_title")) == 4
    assert "平安、稳定" in found(plan, "section_title", "第2部分")[0].message


def test_heading_wording_difference_is_a_warning() -> None:
    result = changed("（四）生活便利、内外相连", "（四）生活便利、内外相融")
    assert found(result, "section_title", "第4部分")[0].severity == "warning"


def test_misprinted_slogan(plan: ImportResult) -> None:
    (finding,) = found(plan, "quoted_name")
    assert finding.where == "第2项"
    assert "从德" in finding.message
    assert "崇德" in finding.message


def test_slogan_finding_comes_from_the_text() -> None:
    assert not found(changed("从德向善", "崇德向善"), "quoted_name")


def test_two_sentences_stand_only_in_the_body(plan: ImportResult) -> None:
    sentences = [f.message for f in found(plan, "body_only", "第12项")]
    assert len(sentences) == 2
    assert "每两个季度至少开展1次" in sentences[0]
    assert "户均1人以上" in sentences[1]


def test_words_on_one_side_only(plan: ImportResult) -> None:
    assert ["事业的" in f.message for f in found(plan, "body_only", "第7项")] == [True]
    assert ["群团组织" in f.message for f in found(plan, "body_only", "第16项")] == [True]
    assert ["“外”" in f.message for f in found(plan, "annex_only")] == [True]


def test_punctuation_only_differences(plan: ImportResult) -> None:
    assert [f.where for f in found(plan, "punctuation")] == ["第2项", "第2项", "第3项"]
    assert [f.where for f in found(plan, "punctuation_width")] == [f"第{n}项" for n in range(5, 11)]
    assert not found(plan, "wording")


def test_differences_are_really_compared() -> None:
    result = changed("健康向上的生活环境。\t", "健康文明的生活环境。\t")
    assert [f.where for f in found(result, "wording")] == ["第1项"]


def test_stray_marks_are_cleaned_and_reported(plan: ImportResult) -> None:
    assert [f.where for f in found(plan, "stray_tag")] == [
        "第11项", "第12项", "第4部分标题", "第13项", "第14项", "第15项", "第16项",
    ]  # fmt: skip
    ands = found(plan, "stray_and")
    assert {f.where for f in ands} == {"第16项", "正文“一、总体要求”"}
    assert len(ands) == 3
    assert "创建内容、考核标准" in found(plan, "stray_and", "第16项")[0].message
    assert len(found(plan, "stray_rule")) == 1
    assert {f.where for f in found(plan, "stray_stars")} == {"第1项", "第2项"}
    last = plan.edition["sections"][3]["items"][3]
    assert "综合信息平台和社区网站" in last["criterion"]
    assert " and " in last["criterion_raw"]


def test_half_width_is_reported_per_item(plan: ImportResult) -> None:
    wanted = {f"第{n}项" for n in range(5, 11)}
    assert {f.where for f in found(plan, "half_width") if f.where.endswith("项")} == wanted


def test_unit_separators(plan: ImportResult) -> None:
    (finding,) = found(plan, "unit_separators")
    assert finding.where == "第11项"
    assert "市扶贫局" in finding.message
    assert "市总工会" in finding.message


def test_criterion_against_content(plan: ImportResult) -> None:
    assert "社区治安状况良好" in found(plan, "criterion_adds", "第6项")[0].message
    assert "100%" in found(plan, "criterion_adds", "第9项")[0].message
    assert "院坝会" in found(plan, "content_unscored", "第3项")[0].message


def test_broken_paragraphs_are_joined(plan: ImportResult) -> None:
    assert [f.where for f in found(plan, "paragraph_joined")] == ["第2项", "第11项", "第16项"]
    assert "深化“明理知耻" in plan.edition["sections"][0]["items"][1]["body_content"]


def test_sum_that_does_not_fit_is_an_error() -> None:
    result = changed("规范搬迁群众日常行为。（6分）", "规范搬迁群众日常行为。（8分）")
    (finding,) = found(result, "section_sum")
    assert finding.severity == "error"
    assert "27" in finding.message
    assert "25" in finding.message
    assert found(result, "total")[0].message.endswith("102 分。")


def test_messages_fit_the_table(plan: ImportResult) -> None:
    assert all(len(f.message) <= 400 and len(f.where) <= 80 and len(f.code) <= 40 for f in plan.findings)
    assert {f.severity for f in plan.findings} <= {"error", "warning", "info"}


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_round_trip(plan: ImportResult, suffix: str) -> None:
    rows = rows_of(plan.edition)
    merges = [f"A{2 + 4 * n}:A{5 + 4 * n}" for n in range(4)]
    content = word_file(rows) if suffix == "docx" else excel_file(rows, merges)
    result = read_standard(content, f"表.{suffix}")
    for ours, theirs in zip(result.edition["sections"], plan.edition["sections"], strict=True):
        assert ours["points"] == theirs["points"]
        assert [{k: i[k] for k in OFFICIAL} for i in ours["items"]] == [
            {k: i[k] for k in OFFICIAL} for i in theirs["items"]
        ]
    assert len(found(result, "no_body")) == 1


def check_other_city(result: ImportResult) -> None:
    sections = result.edition["sections"]
    assert [s["points"] for s in sections] == ["30", "25", "20", "20", "25"]
    assert [s["title"] for s in sections] == [f"板块{n}" for n in range(1, 6)]
    items = [item for section in sections for item in section["items"]]
    assert [item["no"] for item in items] == list(range(1, 24))
    assert sum(int(item["points_printed"]) for item in items) == 120
    assert items[6]["title"] == "任务7"
    assert items[6]["units"] == ["市民政局", "市妇联"]
    assert not [f for f in result.findings if f.severity == "error"]
    assert "120" in found(result, "total_printed")[0].message


@pytest.mark.parametrize("offset", [0, 3])
def test_other_city_in_excel(offset: int) -> None:
    rows = other_city_rows()
    merges = [
        f"A{n + 1 + offset}:F{n + 1 + offset}" for n, row in enumerate(rows) if str(row[0]).endswith("分）")
    ]
    check_other_city(read_standard(excel_file(rows, merges, offset=offset), "他市.xlsx"))


def test_other_city_in_word() -> None:
    rows = [["" if cell is None else str(cell) for cell in row] for row in other_city_rows()]
    check_other_city(read_standard(word_file(rows, merge_first=False), "他市.docx"))


def test_total_row_that_does_not_fit() -> None:
    rows = other_city_rows()
    rows[-1][3] = 100
    assert found(read_standard(excel_file(rows), "他市.xlsx"), "total_differs")[0].severity == "error"


@pytest.mark.parametrize(
    "header",
    [
        "序号\t考核内容\t评分标准\t分数\t责任单位",
        "类别\t创建任务\t考核标准\t标准分\t牵头单位",
        "一级指标\t二级指标\t评分细则\t分值（分）\t责任单位",
    ],
)
def test_header_variants(header: str) -> None:
    row = "一、甲（10分）\t1. 名称。内容在此。\t标准在此\t{}\t市民政局，市妇联"
    result = read_standard(
        small_text(row.format("4"), "\t2. 名二。内容。\t标准\t6分\t市民政局", header=header), "t.txt"
    )
    (section,) = result.edition["sections"]
    assert [i["points_printed"] for i in section["items"]] == ["4", "6"]
    assert section["items"][0]["units"] == ["市民政局", "市妇联"]


def test_points_in_both_places_that_disagree() -> None:
    header = "序号\t创建内容\t考核标准\t分值\t责任单位"
    result = read_standard(
        small_text("一、甲（5分）\t1. 名。内容。\t标准（4分）\t5\t市民政局", header=header), "t.txt"
    )
    assert found(result, "points_conflict")[0].severity == "error"
    assert result.edition["sections"][0]["items"][0]["points_printed"] == "5"


def test_content_cell_over_several_criteria() -> None:
    rows = [
        ["序号", "创建内容", "考核标准", "分值"],
        ["一、甲（10分）", "1. 名。内容。", "标准一", 4],
        [None, None, "标准二", 6],
    ]
    item = read_standard(excel_file(rows, ["A2:A3", "B2:B3"]), "t.xlsx").edition["sections"][0]["items"][0]
    assert item["points_printed"] == "10"
    assert item["criterion"] == "标准一\n标准二"
    merged = [*rows[:2], [None, None, "标准二", None]]
    merged[1][3] = 10
    result = read_standard(excel_file(merged, ["A2:A3", "B2:B3", "D2:D3"]), "t.xlsx")
    assert result.edition["sections"][0]["items"][0]["points_printed"] == "10"
    assert found(result, "criteria_joined")


def test_section_without_printed_points() -> None:
    result = read_standard(
        small_text("一、甲\t1. 名。内容。\t标准（4分）\t市民政局", "\t2. 名。内容。\t标准（5分）\t市民政局"),
        "t.txt",
    )
    assert result.edition["sections"][0]["points"] == "9"
    assert found(result, "section_points_summed")[0].severity == "warning"
    short = read_standard(
        small_text("一、甲\t1. 名。内容。\t标准（4分）\t市局", "\t2. 名。内容。\t标准\t市局"), "t.txt"
    )
    assert short.edition["sections"][0]["items"][1]["points_effective"] is None
    assert found(short, "points_missing")[0].severity == "error"


def test_no_room_left_is_not_inferred() -> None:
    result = read_standard(
        small_text("一、甲（4分）\t1. 名。内容。\t标准（4分）\t市局", "\t2. 名。内容。\t标准\t市局"), "t.txt"
    )
    assert result.edition["sections"][0]["items"][1]["points_effective"] is None


def test_numbers_out_of_order_are_reported() -> None:
    result = read_standard(
        small_text("一、甲（9分）\t1. 名。内容。\t标准（4分）\t市局", "\t3. 名。内容。\t标准（5分）\t市局"),
        "t.txt",
    )
    assert [i["no"] for i in result.edition["sections"][0]["items"]] == [1, 2]
    assert found(result, "item_number")[0].where == "第2项"


def test_full_and_half_width_brackets() -> None:
    rows = [
        f"{'一、甲' if not n else ''}\t{n + 1}. 名。内容。\t标准{b}\t市局"
        for n, b in enumerate(["（6分）", "(6分)", "（6.5 分)", "【7分】"])
    ]
    items = read_standard(small_text(*rows), "t.txt").edition["sections"][0]["items"]
    assert [i["points_printed"] for i in items] == ["6", "6", "6.5", "7"]


def test_units_keep_their_brackets() -> None:
    assert split_units("各县（市、特区、区）人民政府，市文明办、市民政局") == (
        ["各县（市、特区、区）人民政府", "市文明办", "市民政局"], ["，", "、"],
    )  # fmt: skip
    assert split_units("各县(市、区)政府,市局") == (["各县(市、区)政府", "市局"], [","])


def png() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(64)


def empty_word() -> bytes:
    stream = io.BytesIO()
    Document().save(stream)
    return stream.getvalue()


def other_zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("readme.txt", "x")
    return stream.getvalue()


NO_POINTS = small_text("一、甲\t1. 名。内容。\t标准\t市局")
REFUSED = {
    "renamed picture": (png(), "表.docx", "图片"),
    "picture as text": (png(), "表.txt", "图片"),
    "empty": (b"", "表.docx", "空的"),
    "blank text": (b"\xef\xbb\xbf \n\n", "表.txt", "空的"),
    "damaged zip": (excel_file([["a"]])[:300], "表.xlsx", "损坏"),
    "pdf": (b"%PDF-1.7 ...", "表.docx", "PDF"),
    "old word": (b"\xd0\xcf\x11\xe0" + bytes(100), "表.doc", "另存为"),
    "word named excel": (empty_word(), "表.xlsx", "扩展名"),
    "other archive": (other_zip(), "表.docx", "压缩包"),
    "no table": ("只有文字，没有表格。".encode(), "表.txt", "没有表格"),
    "word without table": (empty_word(), "表.docx", "没有表格"),
    "no header": (b"a\tb\tc\n1\t2\t3", "表.txt", "表头"),
    "no points": (NO_POINTS, "表.txt", "分值"),
    "no rows": (small_text(), "表.txt", "没有条目"),
    "unknown type": (b"hello", "表.csv", "不能读取"),
    "binary text": (b"abc\x00\x01\x02\x03", "表.txt", "不是文字"),
    "too big": (b"a" * (10 * 1024 * 1024 + 1), "表.txt", "10 MB"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refusals_say_what_and_what_to_do(name: str) -> None:
    content, filename, words = REFUSED[name]
    with pytest.raises(StandardRefused) as refusal:
        read_standard(content, filename)
    assert words in str(refusal.value)
    assert "请" in str(refusal.value)
    assert "！" not in str(refusal.value)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StandardRefused, match="读不到"):
        read_standard(tmp_path / "没有.txt", "没有.txt")


WHOLE = {
    "docx": word_file(rows_of(read_standard(TRANSCRIPT, "a.txt").edition)),
    "xlsx": excel_file(other_city_rows()),
}


def read_or_refuse(content: bytes, filename: str) -> None:
    """Anything but a result or a refusal that says what to do fails the test."""
    refusal = ""
    try:
        assert read_standard(content, filename).edition["sections"]
    except StandardRefused as problem:
        refusal = str(problem)
    assert not refusal or "请" in refusal


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["docx", "xlsx"]), st.integers(0, 10**6), st.binary(min_size=1, max_size=8))
def test_damaged_files_never_crash(suffix: str, place: int, junk: bytes) -> None:
    content = bytearray(WHOLE[suffix])
    at = place % len(content)
    content[at : at + len(junk)] = junk
    read_or_refuse(bytes(content), f"表.{suffix}")


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(alphabet="一二序号创建内容考核标准分值1.6（分）()、，\u0001 <p>", max_size=12), max_size=5
        ),
        max_size=8,
    )
)
def test_any_text_table_is_read_or_refused(rows: list[list[str]]) -> None:
    content = small_text(*("\t".join(row) for row in rows))
    read_or_refuse(content, "t.txt")


def test_gb18030_text_is_read() -> None:
    content = small_text("一、甲（4分）\t1. 名。内容。\t标准（4分）\t市局").decode().encode("gb18030")
    assert read_standard(content, "t.txt").edition["sections"][0]["title"] == "甲"
