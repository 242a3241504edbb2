"""What must not be issued is found, with its place; ordinary official words pass."""

import pytest
from django.core.exceptions import ValidationError

from hehuo.assessment.standards.editions import load_edition
from hehuo.reports import privacy
from hehuo.reports.paper import Paper, Table, Text


def paper(*texts, **more):
    return Paper(
        "notice",
        more.pop("title", "关于创建工作的通知"),
        [*map(Text, texts), *more.pop("tables", [])],
        **more,
    )


def test_what_must_not_be_issued_is_found_at_its_place():
    found = privacy.findings(paper("一、总体情况", "本季度有3户未入住，联系电话13985801234"))
    assert [(f.place, f.kind) for f in found] == [
        ("正文第 2 段", "不足 5 的人数或户数"),
        ("正文第 2 段", "电话号码"),
    ]
    assert (
        str(found[1])
        == "正文第 2 段含有电话号码（“联系电话139********”）。请删去，或改为单位的公开电话另行告知。"
    )


def test_the_standard_itself_passes():
    data = load_edition("LPS-2018")
    texts = [
        word
        for section in data["sections"]
        for item in section["items"]
        for word in (
            item["title"],
            item["content"],
            item["criterion"],
            *(c["title"] for c in item["sub_criteria"]),
        )
    ]
    assert len(texts) > 100
    assert privacy.findings(paper(*texts)) == []


def test_cells_of_tables_are_looked_at_one_by_one():
    table = Table(
        ["安置点", "户数", "电话"], [["甲", "12", ""], ["乙", "3", "13985801234"]], "表", people=["户数"]
    )
    found = privacy.findings(paper("正文", tables=[table]))
    assert [f.place for f in found] == ["表 1“表”第 2 行“户数”", "表 1“表”第 2 行“电话”"]


def test_titles_remarks_and_copies_are_looked_at():
    found = privacy.findings(
        paper("正文", title="关于张某13985801234的通报", remark="联系人12岁", copies_to="6222021234567890")
    )
    assert [f.place for f in found] == ["标题", "附注", "抄送"]


def test_the_check_says_everything_at_once():
    with pytest.raises(ValidationError) as refused:
        privacy.check(paper("13985801234", "患有癌症"))
    assert len(refused.value.messages) == 3
    assert refused.value.messages[0].startswith("正文第 1 段含有电话号码")


def test_papers_of_parties_are_never_issued():
    with pytest.raises(ValidationError, match="当事人"):
        privacy.check(paper("协议", personal=True))
