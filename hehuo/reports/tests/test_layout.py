"""Layout of the PDF: the imprint at the foot of an even page, issuer and date never alone, tables set by column."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date

import pytest

from hehuo.reports.paper import Paper, Table, Text, head_size, imprint_lines, in_halves, tight, title_lines
from hehuo.reports.writers.pdf import page_of, write_pdf

OFFICE = "市指挥部办公室"
LINE = "搬迁群众" * 7


def pages_of(paper: Paper, folder) -> list[str]:
    """Text of every page."""
    if not shutil.which("pdftotext"):
        pytest.skip("poppler is missing: script/test installs it")
    target = folder / "paper.pdf"
    target.write_bytes(write_pdf(paper))
    ran = subprocess.run(["pdftotext", "-layout", target, "-"], check=True, capture_output=True, text=True)
    return ran.stdout.split("\f")[:-1]


def paper_of(lines: int, table: Table | None = None) -> Paper:
    blocks = [Text(LINE) for _ in range(lines)]
    return Paper(
        "sample", "关于创建工作情况的通报", [*blocks, *([table] if table else [])], "各县指挥部", "市指挥部", date(2018, 7, 5),
        "市指挥部文件", "六盘水易扶指发〔2018〕4号", copies_to="市委办公室", office=OFFICE, printed="共印50份",
    )  # fmt: skip


@pytest.mark.parametrize("lines", [1, 10, 14, 28, 34])
def test_the_imprint_is_the_end_of_an_even_page(lines, tmp_path):
    pages = pages_of(paper_of(lines), tmp_path)
    assert len(pages) % 2 == 0
    assert OFFICE in pages[-1]
    assert sum(page.count("2018年7月5日印发") for page in pages) == 1
    tail = [line.strip() for line in pages[-1].splitlines() if line.strip()]
    printed = next(n for n, line in enumerate(tail) if "印发" in line)
    assert [line.replace(" ", "") for line in tail[printed + 1 :]] in (
        ["共印50份", f"—{len(pages)}—"],
        ["共印50份"],
    )
    bare = [n for n, page in enumerate(pages) if not re.search(r"—\s*\d+\s*—", page)]
    assert bare in ([], [len(pages) - 2, len(pages) - 1]), (
        "only a blank page and the imprint behind it bear no number"
    )


@pytest.mark.parametrize("rows", range(10, 14))
def test_issuer_and_date_take_something_before_them_along(rows, tmp_path):
    table = Table(["创建单位", "得分"], [[f"幸福家园{n}号院", "88.5"] for n in range(rows)], "得分")
    for paper in (paper_of(2, table), paper_of(rows)):
        page = next(page for page in pages_of(paper, tmp_path) if "2018年7月5日\n" in page)
        before = page[: page.index("2018年7月5日")].replace("市指挥部文件", "")
        assert "幸福家园" in before or "群众" in before


def test_columns_are_set_alike():
    table = Table(
        ["序号", "单位", "金额", "得分", "问题"],
        [["1", "幸福家园", "500,000.00", "88.5", "两处路灯不亮"], ["2", "团结新区", "80,000.00", "—", "报修后超过规定时间没有修复"]],
        total=["合计", "", "580,000.00", "88.5", ""],
    )  # fmt: skip
    assert table.sides() == ["center", "center", "right", "center", "left"]


def test_printed_words_have_no_blanks_beside_digits():
    assert tight("共 12 户、总分 97.2 分，见《A 表》") == "共12户、总分97.2分，见《A表》"
    assert tight("1. 一项 两项") == "1.一项　两项", (
        "names in a row stay apart, by a blank that does not stretch"
    )
    assert tight("第 7 项 搭建平台") == "第7项　搭建平台"
    assert tight("Word and PDF 两种") == "Word and PDF两种"


def test_short_titles_stand_on_one_line():
    assert in_halves("关于云杉苑", "验收限期整改的通知") == "关于云杉苑验收限期整改的通知"
    assert (
        in_halves("荞花里“和谐社区、活力社区”", "创建工作自评报告")
        == "荞花里“和谐社区、活力社区”\n创建工作自评报告"
    )


def test_days_in_tables_break_after_the_year_only_and_nothing_of_a_cell_is_markup():
    table = Table(["期限"], [["2026年11月11日前，<b>甲</b>"]])
    page = page_of(Paper("x", "标题", [table]))
    assert "2026年<span>11月11日</span>前，&lt;b&gt;甲&lt;/b&gt;" in page


def test_short_tables_and_signatures_are_not_torn_apart(tmp_path):
    table = Table(["安置点", "得分"], [[f"第{n}个", "90"] for n in range(9)])
    signatures = ["当事人（签名）：", "调解员（签名）：", "委员会（印章）　　2018年7月5日"]
    for lines in range(8, 24):
        body = [*map(Text, [f"第{n}段" for n in range(lines)]), table, *map(Text, ["丙"] * (lines - 8))]
        pages = pages_of(Paper("x", "标题", body, signatures=signatures), tmp_path)
        for first, last in (("第0个", "第8个"), ("当事人（签名）", "委员会（印章）")):
            assert any(first in page and last in page for page in pages), f"{first} with {lines} lines"


def test_titles_break_where_a_word_ends():
    title = "关于印发“和谐社区、活力社区”创建以奖代补名单的通知"
    assert title_lines(title) == ["关于印发“和谐社区、活力社区”", "创建以奖代补名单的通知"]
    assert title_lines("关于开展检查的通知") == ["关于开展检查的通知"]
    assert title_lines("关于甲的\n通知") == ["关于甲的", "通知"]
    long = "关于" + "搬迁" * 30
    assert "".join(title_lines(long)) == long
    assert max(map(len, title_lines(long))) <= 20


def test_long_names_stay_inside_the_page(tmp_path):
    name = "六盘水高新技术产业开发区易地扶贫搬迁工程建设指挥部"
    assert [head_size(head) * len(head) <= 442 for head in (f"{name}文件", f"{name[5:]}文件")] == [True, True]
    paper = Paper(
        "x", "标题", [Text("正文")], day=date(2018, 12, 25), head=f"{name}文件", office=f"{name}办公室"
    )
    assert imprint_lines(paper) == [(f"{name}办公室", ""), ("", "2018年12月25日印发")]
    last = [line.strip() for line in pages_of(paper, tmp_path)[-1].splitlines() if line.strip()]
    assert f"{name}办公室" in last
    assert "2018年12月25日印发" in last
    short = Paper("x", "标题", day=date(2018, 12, 25), office="六盘水市易地扶贫搬迁工程建设指挥部办公室")
    assert len(imprint_lines(short)) == 1
