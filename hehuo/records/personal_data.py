"""Personal data in official words: the one scanner of the house, before a text is recorded, published, signed or issued.

It finds what has a form: numbers of people (GB 11643 citizen numbers of both generations, phones, accounts), words about
somebody's health, minors, and counts of people so small that they are recognised (domain §6.2, §6.7). Numbers of documents,
dates, amounts, rules ("2 名以上") and work for many ("高血压患者管理率") are none of these. It cannot know names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from hehuo.records.numbers import id_problem, uscc_problem

SMALL = 5
"""Counts of people or households from 1 below this are not shown."""


class Kind(StrEnum):
    """What was found; the more certain comes first and keeps its place from the others."""

    ID = "身份证号"
    PHONE = "电话号码"
    LANDLINE = "固定电话"
    ACCOUNT = "银行账号"
    HEALTH = "健康信息"
    MINOR = "未成年人信息"
    FEW = f"不足 {SMALL} 的人数或户数"


NUMBERS = frozenset({Kind.ID, Kind.PHONE, Kind.ACCOUNT})
"""What a notice for everybody must not hold; the telephone of an office and words about illness may stand there."""
REMEDIES = {
    Kind.ID: "请删去，需要指明时用系统中的编号。",
    Kind.PHONE: "请删去，或改为单位的公开电话另行告知。",
    Kind.LANDLINE: "请删去，单位的公开电话另行告知。",
    Kind.ACCOUNT: "请删去，账号只在付款凭证中填写。",
    Kind.HEALTH: "请改为不涉及个人健康的表述。",
    Kind.MINOR: "请删去年龄、班级和称呼，只写办理情况。",
    Kind.FEW: f"请写“不足 {SMALL} 户（人）”，或并入上一级合计。",
}


@dataclass(frozen=True)
class Finding:
    """One thing that must go: what it is, where it stands, how it may be shown."""

    kind: Kind
    span: tuple[int, int]
    veiled: str

    @property
    def remedy(self) -> str:
        """What to do."""
        return REMEDIES[self.kind]


def in_text(
    text: str, *, kinds: Collection[Kind] = frozenset(Kind), small_cells: bool = True
) -> list[Finding]:
    """Everything that must go, in the order of reading. Without `small_cells` counts of people are left alone."""
    plain, taken = text.translate(SAME), []
    for kind, spans in FINDERS.items():
        if kind not in kinds or (kind is Kind.FEW and not small_cells):
            continue
        for start, end in spans(plain):
            if not any(start < last and first < end for _, (first, last) in taken):
                taken.append((kind, (start, end)))
    taken.sort(key=lambda one: one[1])
    return [Finding(kind, span, _veiled(text, *span, kind)) for kind, span in taken]


def kinds_in(text: str, *, small_cells: bool = False) -> list[str]:
    """What was found, in words, each once."""
    return list(dict.fromkeys(str(found.kind) for found in in_text(text, small_cells=small_cells)))


SAME = str.maketrans("０１２３４５６７８９ｘＸx－–‐\u3000\u00a0", "0123456789XXX---  ")
"""Signs that are typed for one another; one stays one, so that places in the text stay."""
NUMERALS = "零〇○一二三四五六七八九"
FREE, END = r"(?<![0-9])(?<![0-9]\.)", r"(?![0-9])"
MONTH_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
ANY_18 = re.compile(rf"(?<![0-9])(?=([1-9](?:[ -]?[0-9]){{16}}[ -]?[0-9X]){END})")
ID_18 = re.compile(rf"[0-9]{{6}}[ -]?(?:18[89]|19[0-9]|20[0-9])[0-9]{MONTH_DAY}[ -]?[0-9]{{3}}[ -]?[0-9X]")
ID_15 = re.compile(rf"(?<![0-9])[1-9][0-9]{{5}}[ -]?[0-9]{{2}}{MONTH_DAY}[ -]?[0-9]{{3}}{END}")
MOBILE = re.compile(
    r"(?<![0-9])(?:\+?86[ -]?)?1[3-9](?:[0-9][ -]?[0-9]{4}[ -]?[0-9]{4}|[0-9]{2}[ -][0-9]{3}[ -][0-9]{4}"
    rf"|[0-9][ -][0-9]{{3}}[ -][0-9]{{5}}){END}"
    rf"|(?<![0-9])1[0-2][0-9][ -]?[0-9]{{4}}[ -]?[0-9]{{4}}{END}(?!\s*(?:[万亿]|元|平方|立方|公里|公斤|[吨亩米]))"
    rf"|[{NUMERALS}]{{11,}}"
)
LANDLINE = re.compile(
    rf"(?<![0-9])[（(]?0(?:10|2[0-9]|[3-9][0-9]{{2}})[）)]?[ -]?[0-9]{{7,8}}{END}"
    rf"|(?:电话|热线|传真|拨打)[^0-9\n，。；]{{0,4}}[2-8][0-9]{{6,7}}{END}"
)
ACCOUNT = re.compile(
    rf"{FREE}(?:[0-9]{{15,19}}|[3-69][0-9]{{3}}(?:[ -]?[0-9]{{4}}){{3}}(?:[ -]?[0-9]{{1,3}})?){END}"
)
NAMED_ACCOUNT = re.compile(r"(?:[账帐][号户]|卡号|存折)[^0-9\n，。；]{0,8}[0-9](?:[ -]?[0-9]){7,}")
OF_A_PAPER = re.compile(
    r"(?:凭证|单据|流水|发票|订单|注册|批准|合同|档案|序列|校验|登记|证书|编|案)(?:号码?|代码)?\s*[:：为是]?\s*$"
)
DISEASE = (
    "精神障碍|精神病|精神分裂|癌|肿瘤|白血病|艾滋|结核病?患|乙肝|尿毒症|透析|糖尿病|高血压|心脏病|脑梗|抑郁症|自闭症|癫痫|怀孕|孕期|"
    "流产|吸毒|戒毒|重病户|大病户"
)
FOR_MANY = rf"(?:[病症者、和及与等]|{DISEASE}|患者|人员|病人|健康|规范|社区|综合|随访|服务)*(?:管理|管控|防治|防控|预防|筛查|宣传|讲座|知识|政策|教育|康复|工作)"
HEALTH = re.compile(
    rf"(?:{DISEASE})(?!{FOR_MANY})|病历|确诊|诊断为|患有|身患|残疾[一二三四]级|[一二三四]级残疾(?!人?[^，。；]{{0,6}}补贴)|残疾证|"
    r"(?:户主|本人|其(?![中他余它])[一-龥]{1,2}|[一-龥]某)[^，。；]{0,4}残疾(?!人?的)|残疾人[一-龥]某"
)
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石"
    "姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文某小"
)
AGE = re.compile(
    r"(?<![0-9{])(?:1[0-7]|[1-9])\s*周?岁(?!AFTER)|(?<![NUM十百几])(?:十[一二三四五六七]?|[一二三四五六七八九])周?岁(?!AFTER)".replace(
        "AFTER", r"\s?(?:[（(]含[^）)]*[）)])?(?:以[上下内]|及以|[至到—~～-])"
    ).replace("NUM", NUMERALS)
)
AGE_OF_A_RULE = re.compile(r"(?:[年未不已]满|[0-9一二三四五六七八九十]\s*(?:周?岁)?\s*[-—~～至到])\s*$")
MINOR = re.compile(
    rf"(?!高[中年]|小学)[{SURNAMES}][一-龥]{{0,2}}(?:小朋友|同学)(?![们会])|"
    r"(?:未成年人|儿童|学生|孩子)[：:]?[一-龥]{0,4}(?:某(?![些个种校班类地项])|姓名)|"
    r"[一二三四五六七八九1-9]年级\s?[（(]?[0-9一二三四五六七八九十]+[)）]?班"
)
STAFF = "网格员|楼栋?长|干部|(?:工作|窗口|管理|值班)人员|调解员|民警|辅警|医生|护士|教师|志愿者|保安|保洁员|管理员|协管员|专干|社工|组长"
FEW = re.compile(
    r"(?<![0-9.．,/])([1-4])\s*(?:户(?![型籍口主])|名(?![称词单录次额])|人(?!小?组|[次均])|例|位(?:老人|居民|村民|群众|住户)|"
    r"个(?:家庭|住户|贫困户|老人|居民|村民|群众|孩子|儿童|残疾人))(?!\s*(?:及?以[上下内]|为?一[组档]))"
    rf"(?!\s*(?:[专兼]职)?(?:{STAFF}))"
)
COUNT_OF_A_RULE = re.compile(
    rf"(?:[第每]|(?<![目此日以当])前|[0-9]\s*[-—~～至到]|至少|不[少低]于|[少低]于|不超过|最[多少]|不足|(?:{STAFF})[各共计有]{{0,2}})\s*$"
)


def _id_numbers(text: str) -> Iterator[tuple[int, int]]:
    for match in ANY_18.finditer(text):
        written = match[1]
        number = re.sub("[ -]", "", written)
        with_x = written == number and number[-1] == "X" and uscc_problem(number)
        if ID_18.fullmatch(written) or with_x or not id_problem(number):
            yield match.span(1)
    yield from (match.span() for match in ID_15.finditer(text))


def _accounts(text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in NAMED_ACCOUNT.finditer(text))
    for match in ACCOUNT.finditer(text):
        if not OF_A_PAPER.search(text[: match.start()][-12:]) and uscc_problem(match[0]):
            yield match.span()


def _minors(text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in MINOR.finditer(text))
    for match in AGE.finditer(text):
        if not AGE_OF_A_RULE.search(text[: match.start()][-12:]):
            yield match.span()


def _few(text: str) -> Iterator[tuple[int, int]]:
    for match in FEW.finditer(text):
        if not COUNT_OF_A_RULE.search(text[: match.start()][-12:]):
            yield match.span()


FINDERS = {
    Kind.ID: _id_numbers,
    Kind.PHONE: lambda text: (match.span() for match in MOBILE.finditer(text)),
    Kind.LANDLINE: lambda text: (match.span() for match in LANDLINE.finditer(text)),
    Kind.ACCOUNT: _accounts,
    Kind.HEALTH: lambda text: (match.span() for match in HEALTH.finditer(text)),
    Kind.MINOR: _minors,
    Kind.FEW: _few,
}


def _veiled(text: str, start: int, end: int, kind: Kind) -> str:
    """Enough to find it: up to four words before it, and of a number the first three digits."""
    before = re.search(r"[^\d\n]{0,4}$", text[:start])
    kept, seen = [before[0] if before else ""], 0
    for sign in text[start:end]:
        digit = sign.isdigit() or (sign in NUMERALS and kind in NUMBERS)
        seen += digit
        kept.append("*" if digit and seen > 3 else sign)
    return "".join(kept)
