"""Body against annex: a real character diff, item by item (domain §2.17). Nothing here knows the document."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from hehuo.assessment.standards.reading.body import Body, BodyItem
from hehuo.assessment.standards.reading.cleaning import TAG
from hehuo.assessment.standards.reading.draft import DraftItem, DraftSection
from hehuo.assessment.standards.reading.points import without_points
from hehuo.assessment.standards.reading.results import Notes

PUNCTUATION = re.compile(r"^[\W_]*$")
CLAUSE = re.compile(r"[，。；、：,;:\n]")
SENTENCE = re.compile(r"[。；\n]")
QUOTED = re.compile(r"“([^“”]{2,40})”")
AROUND = 8
LONG = 10


def compare(sections: list[DraftSection], body: Body | None, notes: Notes) -> None:
    """Report every difference between body and table and inside the table; take the body's headings for display."""
    for section in sections:
        for item in section.items:
            _criterion_against_content(item, notes)
    if body is None:
        return
    _headings(sections, body, notes)
    in_body = body.items()
    in_table = {item.no: item for section in sections for item in section.items}
    for no, item in in_table.items():
        if no not in in_body:
            notes.warning("item_annex_only", item.where, "这一项只在表格中有，正文没有。")
            continue
        _item(item, in_body[no], notes)
    for no in in_body:
        if no not in in_table:
            notes.warning("item_body_only", f"第{no}项", f"正文第{no}项“{in_body[no].title}”在表格中没有。")
    for item in in_table.values():
        _quoted_names(item, notes)


def _headings(sections: list[DraftSection], body: Body, notes: Notes) -> None:
    if len(sections) != len(body.sections):
        notes.warning(
            "section_count",
            "部分标题",
            f"正文有 {len(body.sections)} 个部分，表格有 {len(sections)} 个，没有比对标题。",
        )
        return
    for section, printed in zip(sections, body.sections, strict=True):
        section.title_body = printed.heading
        if section.title != printed.title:
            same_words = re.sub(r"[\W_]", "", section.title) == re.sub(r"[\W_]", "", printed.title)
            report = notes.info if same_words else notes.warning
            report(
                "section_title", f"第{section.no}部分“{printed.title}”",
                f"部分标题{'标点' if same_words else '文字'}不同：正文为“{printed.heading}”，"
                f"表格为“{TAG.sub('', section.title_printed)}”，按正文显示。",
            )  # fmt: skip
        if printed.title:
            section.title = printed.title


def _item(item: DraftItem, body: BodyItem, notes: Notes) -> None:
    item.body_content, item.body_raw, item.body_title = body.content, body.raw, body.title
    if body.title != item.title:
        notes.warning(
            "item_title", item.where, f"标题不同：正文为“{body.title}”，表格为“{item.title}”，按表格显示。"
        )
    _width_only(item, body, notes)
    matcher = SequenceMatcher(None, body.content, item.content, autojunk=False)
    for kind, from_a, to_a, from_b, to_b in matcher.get_opcodes():
        if kind != "equal":
            _difference(item, body.content, (from_a, to_a), (from_b, to_b), notes)


def _width_only(item: DraftItem, body: BodyItem, notes: Notes) -> None:
    half_table = len(re.findall(r"[,;:()]", item.content_raw))
    half_body = len(re.findall(r"[,;:()]", body.raw))
    if (half_table == 0) != (half_body == 0):
        notes.info(
            "punctuation_width", item.where,
            f"标点宽度不同：{'表格' if half_table else '正文'}用半角（{half_table or half_body} 处），另一处用全角。",
        )  # fmt: skip


def _difference(item: DraftItem, body: str, a: tuple[int, int], b: tuple[int, int], notes: Notes) -> None:
    in_body, in_table = body[slice(*a)], item.content[slice(*b)]
    if PUNCTUATION.match(in_body) and PUNCTUATION.match(in_table):
        notes.info(
            "punctuation", item.where,
            f"只是标点不同：正文“{_around(body, *a)}”，表格“{_around(item.content, *b)}”。",
        )  # fmt: skip
    elif not in_table or PUNCTUATION.match(in_table):
        _one_side("body_only", "正文", "表格", in_body, _around(body, *a), item.where, notes)
    elif not in_body or PUNCTUATION.match(in_body):
        _one_side("annex_only", "表格", "正文", in_table, _around(item.content, *b), item.where, notes)
    else:
        notes.warning(
            "wording", item.where, f"文字不同：正文“{_around(body, *a)}”，表格“{_around(item.content, *b)}”。"
        )


def _one_side(code: str, has: str, lacks: str, text: str, context: str, where: str, notes: Notes) -> None:
    if len(text) < LONG:
        notes.warning(code, where, f"只在{has}有“{text}”（{has}：“{context}”），{lacks}没有。")
        return
    for sentence in (part.strip("，、 ") for part in SENTENCE.split(text)):
        if sentence:
            notes.warning(code, where, f"这一句只在{has}有，{lacks}没有：“{sentence}”")


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - AROUND) : end + AROUND]


def _quoted_names(item: DraftItem, notes: Notes) -> None:
    """A quoted name in the criterion that almost equals one in the content, such as 从德 for 崇德 (domain §0.1 no. 9)."""
    known = set(QUOTED.findall(item.content)) | set(QUOTED.findall(item.body_content))
    for name in dict.fromkeys(QUOTED.findall(item.criterion)):
        if name in known:
            continue
        near = [other for other in sorted(known) if SequenceMatcher(None, name, other).ratio() >= 0.8]
        for other in near:
            notes.warning(
                "quoted_name",
                item.where,
                f"考核标准写作“{name}”，创建内容写作“{other}”，疑有一处误印，两种写法都已保留。",
            )


def _criterion_against_content(item: DraftItem, notes: Notes) -> None:
    """Duties that only the criterion states, and sentences of the content that no criterion takes up (§2.17 no. 14, 15)."""
    criterion = without_points(item.criterion)
    if item.criterion_raw == item.content_raw or not criterion:
        return
    added = [clause for clause in _clauses(criterion) if _shared(clause, item.content) < 0.6]
    if added:
        listed = "、".join(f"“{clause}”" for clause in added)
        notes.info("criterion_adds", item.where, f"考核标准另有要求，创建内容里没有相应文字：{listed}。")
    left = [
        s.strip() for s in SENTENCE.split(item.content) if len(s.strip()) > 4 and _shared(s, criterion) < 0.15
    ]
    if left:
        listed = "；".join(sentence[:24] + ("…" if len(sentence) > 24 else "") for sentence in left)
        notes.info("content_unscored", item.where, f"创建内容中这些要求在考核标准里没有相应文字：{listed}")


def _clauses(text: str) -> list[str]:
    depth_safe = re.sub(r"“[^”]*”", lambda m: m.group().replace("、", "\u0001"), text)
    return [c.strip().replace("\u0001", "、") for c in CLAUSE.split(depth_safe) if len(c.strip()) > 2]


def _shared(part: str, whole: str) -> float:
    pairs = [part[i : i + 2] for i in range(len(part) - 1)]
    return sum(pair in whole for pair in pairs) / len(pairs) if pairs else 1.0
