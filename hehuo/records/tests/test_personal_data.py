"""The one scanner: what must be found, what must pass, and that no number is ever shown in full."""

import datetime
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hehuo.records.numbers import ID_CHECKS, ID_WEIGHTS
from hehuo.records.personal_data import NUMBERS, Kind, in_text, kinds_in

steady = settings(derandomize=True, max_examples=200, deadline=None)
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=12)

FOUND = {
    Kind.ID: (
        "张某身份证号520202199003071234。", "身份证号 52020219900307123X", "老证号520202900307123", "证号５２０２０２１９９００３０７１２３４",
        "520202 19900307 1234", "520202-19900307-123ｘ", "5 2 0 2 0 3 1 9 9 0 0 3 0 7 1 2 3 8", "12 520202199003071234 3",
        "写错月份的 52020219901307123X", "编号520202199003071234",
    ),
    Kind.PHONE: (
        "联系电话13985801234", "联系电话 139 8580 1234", "139-8580-1234", "+86 13985801234", "8613985801234", "1398 580 1234",
        "电话 100 0000 1234", "手机１３９８５８０１２３４", "一三九八五八零一二三四",
    ),
    Kind.LANDLINE: ("值班电话0858-8221234", "值班（0858）8221234", "08588221234", "010 88888888", "联系电话：8221234"),
    Kind.ACCOUNT: (
        "账号6222 0212 3456 7890 123", "账号6222021234567890", "卡 6222-0212-3456-7890", "6222021234567890123", "户头 123456789012345",
        "一卡通账户：20180012345678", "520202199013071234",
    ),
    Kind.HEALTH: (
        "户主患有慢性病", "该户有二级残疾人", "残疾三级", "李某高血压，已服药", "其母尿毒症", "户主系残疾人", "其子为残疾人", "王某残疾", "残疾人李某",
        "两人确诊", "该户属大病户", "戒毒三年", "家中有精神病人",
    ),
    Kind.MINOR: (
        "其女12岁，随迁入学", "其女 12 周岁", "孙子十二岁", "三年级（2）班", "3年级2班", "留守儿童王某由祖母照看", "留守儿童：王某", "学生李小某",
        "儿童姓名", "李小明同学", "小明小朋友",
    ),
    Kind.FEW: (
        "本季度有3户未入住", "新增困难群众 2 人", "４名群众", "其中失业人员 3 人", "3 例", "目前 3 户未搬", "本年2户", "减至 1 户", "1 个贫困户",
        "2 位老人",
    ),
}  # fmt: skip
PASSES = (
    "六盘水易扶指发〔2018〕3号", "总分 88.5 分，比上月上升 1.5 分", "截至2018年6月30日有搬迁户 20 户 85 人", "共抽取 15 户",
    "儿童托管中心按时开放，学校、医院齐全", "60岁以上老年人", "年满16周岁以上的劳动力全部培训", "第 3 户型", "两个工作日内签收",
    "奖补金额 1,234,567.00 元", "总投资12000000000元", "评分快照指纹 12ab34cd56ef", "1. 强化制度约束", "3 个单位没有答复", "凭证号 20180630123456",
    "凭证号 2018063012345678", "统一社会信用代码915202006925431290", "91520200MA6DJ1234X", "2018年11月20日至2018年12月5日", "2018-11-20 2019-01-05",
    "4 个项目", "每栋 1 名楼长", "2 名以上", "配备网格员 3 名", "3 名工作人员", "每组 3 人以上", "3—4 人", "3至4人小组", "排名前 3 名", "第 2 名",
    "前三名", "1,003 户", "12.3 人", "占 3.5%", "完成率 2/3", "3 人次", "3 名称", "至少 1 人就业", "不低于 2 名", "六十岁老人", "6—12岁儿童",
    "0 至 6 岁", "年满 16 周岁的居民", "16 岁（含）以上", "高血压、糖尿病患者规范管理率 85%", "社区戒毒社区康复工作", "精神障碍患者服务管理",
    "残疾人就业 20 人", "为残疾人提供便利", "一、二级残疾人护理补贴", "高中同学", "组织小朋友参加", "小学同学", "2015 2016 2017 2018", "0.520203199003071",
    "服务热线 12345", "邮编 553000", "08:30-17:30", "面积 12345678 平方米",
)  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in FOUND.items() for text in texts])
def test_what_must_go_is_found(kind, text):
    assert [found.kind for found in in_text(text)] == [kind]


@pytest.mark.parametrize("text", PASSES)
def test_ordinary_words_pass(text):
    assert in_text(text) == []


def test_findings_are_in_the_order_of_reading_and_say_what_to_do():
    found = in_text("有3户，电话13985801234，其女12岁")
    assert [one.kind for one in found] == [Kind.FEW, Kind.PHONE, Kind.MINOR]
    assert [one.veiled for one in found] == ["有3户", "户，电话139********", "，其女12岁"]
    assert all(one.remedy.startswith("请") for one in found)


def test_a_notice_for_everybody_may_hold_what_an_official_paper_may_not():
    text = "招聘2人，患有疾病者可咨询 0858-8221234"
    assert in_text(text, kinds=NUMBERS) == []
    assert kinds_in(text) == [Kind.HEALTH, Kind.LANDLINE]
    assert kinds_in(text, small_cells=True) == [Kind.FEW, Kind.HEALTH, Kind.LANDLINE]


def test_the_digits_of_a_neighbour_are_not_shown():
    second = in_text("13985801234 13985805678")[1]
    assert second.veiled == " 139********"


@steady
@given(
    before=HAN, after=HAN, day=st.dates(datetime.date(1930, 1, 1), datetime.date(2020, 1, 1)), serial=st.integers(0, 999),
    area=st.integers(110101, 659004), gap=st.sampled_from(["", " ", "-", "　"]),
)  # fmt: skip
def test_any_citizen_number_is_found_and_never_shown(before, after, day, serial, area, gap):
    body = f"{area}{day:%Y%m%d}{serial:03d}"
    number = body + ID_CHECKS[sum(int(d) * w for d, w in zip(body, ID_WEIGHTS, strict=True)) % 11]
    _is_found_and_veiled(before, f"{number[:6]}{gap}{number[6:14]}{gap}{number[14:]}", after)
    _is_found_and_veiled(before, gap.join(number), after)
    assert Kind.ID in {found.kind for found in in_text(f"{before}{number}{after}")}


@steady
@given(
    before=HAN,
    after=HAN,
    second=st.integers(3, 9),
    rest=st.integers(0, 999_999_999),
    gap=st.sampled_from(["", " ", "-"]),
)
def test_any_mobile_phone_is_found_and_never_shown(before, after, second, rest, gap):
    number = f"1{second}{rest:09d}"
    _is_found_and_veiled(before, gap.join((number[:3], number[3:7], number[7:])), after)


@steady
@given(text=st.text(max_size=80))
def test_any_text_is_answered_with_places_that_lie_in_it(text):
    last = 0
    for found in in_text(text):
        assert last <= found.span[0] < found.span[1] <= len(text)
        last = found.span[1]


def _is_found_and_veiled(before, written, after):
    found = in_text(f"{before}{written}{after}")
    start, end = len(before), len(before) + len(written)
    assert any(one.span[0] <= start and end <= one.span[1] for one in found)
    assert all(len(re.sub(r"\D", "", one.veiled)) <= 3 for one in found)
