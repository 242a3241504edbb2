"""What must not stand in a paper that is issued: a check before signing and before issue (domain §3.4, §6.3).

It looks for ID numbers, phones, bank accounts, words about somebody's health, minors, and counts of people below five.
A finding names its place and shows enough to be found, never the number itself. It cannot know every name: the words of a
paper stay its author's and signer's duty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from hehuo.reports.paper import Paper

SMALL = 5
"""Counts of people or households from 1 below this are not shown."""
DIGITS = r"[0-9０-９]"
ID_NUMBER = re.compile(r"(?<![0-9])(?:[1-9]\d{5}[ -]?(?:19|20)\d{2}[ -]?(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[ -]?[0-9Xx]"
                       r"|[1-9]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3})(?![0-9])")  # fmt: skip
PHONE = re.compile(
    r"(?<![0-9])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![0-9])|(?<![0-9])0\d{2,3}[ -]\d{7,8}(?![0-9])"
)
ACCOUNT = re.compile(r"(?<![0-9])\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?![0-9])")
HEALTH = re.compile(
    "精神障碍|精神病|精神分裂|残疾[一二三四]级|[一二三四]级残疾|残疾证|癌|肿瘤|白血病|艾滋|结核病?患|乙肝|尿毒症|透析|"
    "糖尿病|高血压|心脏病|脑梗|抑郁症|自闭症|癫痫|怀孕|孕期|流产|吸毒|戒毒|病历|确诊|诊断为|患有|身患|重病户|大病户"
)
AGE = r"(?:1[0-7]|[1-9])\s*周?岁"
MINOR = re.compile(
    rf"(?<![0-9{{]){AGE}(?!以[上下]|及以[上下]|至|-|—)|[\u4e00-\u9fff]{{1,3}}(?:小朋友|同学)|"
    r"(?:留守|困境|孤残|事实无人抚养)儿童[：:]?[\u4e00-\u9fff]某|[一二三四五六七八九]年级[（(]?[0-9一二三四五六七八九十]+[)）]?班"
)
FEW = re.compile(
    r"(?<![0-9.．第年月〔—–-])([1-4])\s*(?:户(?!型|籍|口|主)|名(?!称)|人(?!以|组|次|均)|例|个家庭)"
)
KINDS = (
    ("身份证号", ID_NUMBER, "请删去，需要指明时用系统中的编号。"),
    ("电话号码", PHONE, "请删去，或改为单位的公开电话另行告知。"),
    ("银行账号", ACCOUNT, "请删去，账号只在付款凭证中填写。"),
    ("健康信息", HEALTH, "请改为不涉及个人健康的表述。"),
    ("未成年人信息", MINOR, "请删去年龄、班级和称呼，只写办理情况。"),
)


@dataclass(frozen=True)
class Finding:
    """One thing that must go: where, what it is, how it looks (veiled), what to do."""

    place: str
    kind: str
    shown: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}含有{self.kind}（“{self.shown}”）。{self.remedy}"


def findings(paper: Paper) -> list[Finding]:
    """Everything that must go, in the order of reading."""
    found = [finding for place, text in _places(paper) for finding in _in_text(place, text)]
    return found + list(_small_cells(paper))


def check(paper: Paper) -> None:
    """Raise `ValidationError` with one sentence for each finding; personal papers are never issued."""
    if paper.personal:
        raise ValidationError("这份材料写有当事人的个人信息，只能交给当事人，不能印发。")
    problems = findings(paper)
    if problems:
        raise ValidationError([str(problem) for problem in problems])


def _places(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "标题", paper.title
    yield "主送单位", paper.addressee
    for number, text in enumerate(paper.texts(), 1):
        yield f"正文第 {number} 段", text
    for number, table in enumerate(paper.tables(), 1):
        name = f"表 {number}" + (f"“{table.title}”" if table.title else "")
        yield f"{name}标题", table.title
        for row_number, row in enumerate(table.lines(), 1):
            for head, value in zip(table.heads, row, strict=False):
                yield f"{name}第 {row_number} 行“{head}”", str(value)
    for number, text in enumerate(paper.annexes, 1):
        yield f"附件 {number} 名称", text
    yield "附注", paper.remark
    yield "抄送", paper.copies_to


def _in_text(place: str, text: str) -> Iterator[Finding]:
    plain = text.translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    taken: list[tuple[int, int]] = []
    for kind, pattern, remedy in KINDS:
        for match in pattern.finditer(plain):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            yield Finding(place, kind, _veiled(plain, match), remedy)
    if place.startswith("表"):
        return
    for match in FEW.finditer(plain):
        yield Finding(
            place, f"不足 {SMALL} 的人数或户数", match[0], f"请写“不足 {SMALL} 户（人）”，或并入上一级合计。"
        )


def _small_cells(paper: Paper) -> Iterator[Finding]:
    for number, table in enumerate(paper.tables(), 1):
        name = f"表 {number}" + (f"“{table.title}”" if table.title else "")
        for row_number, row in enumerate(table.lines(), 1):
            for head, value in zip(table.heads, row, strict=False):
                if head in table.people and str(value).isdigit() and 0 < int(value) < SMALL:
                    yield Finding(
                        f"{name}第 {row_number} 行“{head}”", f"不足 {SMALL} 的人数或户数", str(value),
                        f"请写“不足 {SMALL}”，或并入合计。",
                    )  # fmt: skip


def _veiled(text: str, match: re.Match[str]) -> str:
    """Enough to find it: digits after the third are hidden."""
    kept, seen = [], 0
    for sign in match[0]:
        seen += sign.isdigit()
        kept.append("*" if sign.isdigit() and seen > 3 else sign)
    return f"{text[max(0, match.start() - 4) : match.start()]}{''.join(kept)}"
