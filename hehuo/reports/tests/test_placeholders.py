"""A city's own Word file: filled in its own format; what is wrong is said and nothing is lost."""

import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from docx.shared import Pt

from hehuo.reports import keeping
from hehuo.reports.models import WordTemplate
from hehuo.reports.paper import Paper, Table, Text, head_size
from hehuo.reports.placeholders import check_template, fill_template, sample_template
from hehuo.reports.tests.samples import word_file

PAPER = Paper(
    "notice", "关于创建工作\n的通知", [Text("一、总体情况"), Text("各项工作有序。"), Table(["安置点", "得分"], [["甲", "90.0"]], "得分")],
    "甲县指挥部", "市指挥部", date(2018, 5, 26), "市指挥部文件", "六盘水易扶指通〔2018〕3号",
)  # fmt: skip
WHOLE = ("{{标题}}", "{{文号}}", "{{ 正文 }}", "{{附表}}", "{{落款}}", "{{日期}}")


def test_a_template_is_filled_in_its_own_format():
    document = Document(BytesIO(word_file(*WHOLE[:2], *WHOLE[3:])))
    split = document.add_paragraph()
    for part in ("{{", "正", "文}}"):
        split.add_run(part).font.size = Pt(20)
    out = BytesIO()
    document.save(out)
    assert check_template(out.getvalue()) == ["标题", "文号", "附表", "落款", "日期", "正文"]
    made = Document(BytesIO(fill_template(out.getvalue(), PAPER)))
    texts = [p.text for p in made.paragraphs]
    assert texts[:2] == ["关于创建工作的通知", "六盘水易扶指通〔2018〕3号"]
    assert texts[-2:] == ["一、总体情况", "各项工作有序。"]
    assert made.paragraphs[-1].runs[0].font.size == Pt(20)
    assert [c.text for c in made.tables[0].rows[1].cells] == ["甲", "90.0"]
    assert not any("{{" in text for text in texts)


def test_the_same_paper_gives_the_same_file():
    content = word_file(*WHOLE)
    assert fill_template(content, PAPER) == fill_template(content, PAPER)


def test_the_sample_is_a_good_template():
    names = check_template(sample_template())
    assert {"标题", "文号", "正文", "附表", "落款", "日期", "抄送", "发文机关"} <= set(names)


def test_the_sample_keeps_a_long_head_on_one_line_and_shows_no_empty_brackets():
    head = "六盘水市易地扶贫搬迁工程建设指挥部文件"
    sample = sample_template(head=head)
    lines = {
        p.text: p for p in Document(BytesIO(fill_template(sample, replace(PAPER, head=head)))).paragraphs
    }
    assert lines[head].runs[0].font.size == Pt(head_size(head)) < Pt(40)
    assert not [text for text in lines if text.strip("　") in ("（）", "抄送：。")], (
        "PAPER has neither remark nor copies"
    )
    full = fill_template(sample, replace(PAPER, remark="此件公开发布", copies_to="市委办公室"))
    words = [p.text.strip("　") for p in Document(BytesIO(full)).paragraphs]
    assert "（此件公开发布）" in words and "抄送：市委办公室。" in words


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((*WHOLE, "{{联系人}}"), "第 7 段“{{联系人}}”：不认识占位符“联系人”"),
        (WHOLE[1:], "缺少占位符：{{标题}}"),
        ((*WHOLE, "{{正文}}"), "出现了 2 次"),
        ((*WHOLE[:2], "见{{正文}}", *WHOLE[3:]), "要独占一段"),
        ((*WHOLE, "{{标题"), "括号没有成对"),
        ((*WHOLE, "{% for x in y %}"), "不能写程序语句"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(lines, said):
    with pytest.raises(ValidationError) as refused:
        check_template(word_file(*lines))
    assert any(said in message for message in refused.value.messages), refused.value.messages


def with_part(name):
    content = BytesIO(word_file(*WHOLE))
    with zipfile.ZipFile(content, "a") as package:
        package.writestr(name, b"x")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"just text", "不能识别"), (b"", "空的"), (b"%PDF-1.4\n%%EOF", "docx"), (with_part("word/vbaProject.bin"), "宏"),
        (word_file(*WHOLE)[:-60], "压缩包|夹带|损坏"),
    ],
)  # fmt: skip
def test_other_files_are_refused(content, said):
    with pytest.raises(ValidationError, match=said):
        check_template(content)


@pytest.mark.django_db
def test_a_bad_upload_leaves_the_template_in_use(stage):
    def upload(content, name="通知.docx"):
        return keeping.store_template(
            SimpleUploadedFile(name, content), "acceptance_decision", by=stage.office
        )

    first = upload(word_file(*WHOLE, "甲"))
    with pytest.raises(ValidationError):
        upload(word_file("{{标题}}"))
    assert keeping.template_for("acceptance_decision", stage.world.city) == first
    second = upload(word_file(*WHOLE, "乙"))
    assert keeping.template_for("acceptance_decision", stage.world.city) == second
    assert WordTemplate.objects.get(pk=first.pk).retired_on
    assert "乙" in [p.text for p in Document(BytesIO(keeping.word_of(PAPER, second))).paragraphs]
    keeping.retire_template(second, by=stage.office)
    assert keeping.template_for("acceptance_decision", stage.world.city) is None
