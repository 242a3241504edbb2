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


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("张某身份证号520202199003071234。", "身份证号"),
        ("身份证号 52020219900307123X", "身份证号"),
        ("老证号520202900307123", "身份证号"),
        ("证号５２０２０２１９９００３０７１２３４", "身份证号"),
        ("联系电话13985801234", "电话号码"),
        ("联系电话 139 8580 1234", "电话号码"),
        ("值班电话0858-8221234", "电话号码"),
        ("账号6222 0212 3456 7890 123", "银行账号"),
        ("账号6222021234567890", "银行账号"),
        ("户主患有慢性病", "健康信息"),
        ("该户有二级残疾人", "健康信息"),
        ("其女12岁，随迁入学", "未成年人信息"),
        ("三年级（2）班学生", "未成年人信息"),
        ("留守儿童王某由祖母照看", "未成年人信息"),
        ("本季度有3户未入住", "不足 5 的人数或户数"),
        ("新增困难群众 2 人", "不足 5 的人数或户数"),
    ],
)
def test_what_must_not_be_issued_is_found_at_its_place(text, kind):
    found = privacy.findings(paper("一、总体情况", text))
    assert [(f.place, f.kind) for f in found] == [("正文第 2 段", kind)]
    if kind != "不足 5 的人数或户数":
        digits = "".join(sign for sign in str(found[0]) if sign.isdigit())
        assert "0307" not in digits
        assert "5801234" not in digits


@pytest.mark.parametrize(
    "text",
    [
        "六盘水易扶指发〔2018〕3号", "总分 88.5 分，比上月上升 1.5 分", "截至2018年6月30日有搬迁户 20 户 85 人", "共抽取 15 户",
        "儿童托管中心按时开放，学校、医院齐全", "60岁以上老年人", "年满16周岁以上的劳动力全部培训", "第 3 户型", "两个工作日内签收", "奖补金额 1,234,567.00 元",
        "评分快照指纹 12ab34cd56ef", "1. 强化制度约束", "3 个单位没有答复", "凭证号 20180630123456",
    ],
)  # fmt: skip
def test_ordinary_words_pass(text):
    assert privacy.findings(paper(text)) == []


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
    assert [f.place for f in found] == ["表 1“表”第 2 行“电话”", "表 1“表”第 2 行“户数”"]


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
