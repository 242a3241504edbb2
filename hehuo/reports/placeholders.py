"""A city's own Word file as template: `{{标题}}` and the like stand where the words go.

Placeholders are names only, without any logic: whoever may upload a template must not be able to program. Each stands in
one paragraph, may be set in several runs, keeps the format of its first run; `{{正文}}` and `{{附表}}` fill a paragraph of
their own and become as many paragraphs and tables as there are.
"""

from __future__ import annotations

import copy
import re
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError

from hehuo.evidence.checking import check_upload
from hehuo.org.workdays import chinese_day
from hehuo.reports.paper import Paper, Table, Text, head_size, tight

MARK = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
INSTRUCTION = re.compile(r"<w:instrText[^>]*>([^<]*)<|w:instr=\"([^\"]*)\"")
RELATION = re.compile(r"<[\w:]*Relationship\b[^>]*>")
STRAY = re.compile(r"\{\{|\}\}|\{%|%\}")
EMPTY = re.compile(r"抄送|附件|[\s\u3000（）()：:。，、；]")
"""What stands around a placeholder that has no words."""
BLOCKS = ("正文", "附表", "签名")
NEEDED = ("标题", "文号", "正文", "落款", "日期")
NEEDED_PERSONAL = ("标题", "正文")
"""Papers that are handed to their parties have no number."""
LINKED = re.compile(r"\b(?:INCLUDETEXT|INCLUDEPICTURE|DDEAUTO|DDE|LINK|IMPORT)\b")
"""Fields that fetch something from elsewhere when the file is opened."""
MEANINGS = {
    "标题": "公文标题", "文号": "发文字号，如 六盘水易扶指发〔2018〕3号", "主送": "主送单位", "正文": "正文各段，独占一段",
    "附表": "表格，独占一段；不放时表格接在正文里",
    "签名": "当事人签名各行，独占一段；不放时接在正文后", "落款": "发文单位全称", "日期": "成文日期", "附注": "附注，没有时为空",
    "抄送": "抄送单位，没有时为空", "印发机关": "印发单位", "份数": "共印份数，没有时为空", "发文机关": "版头上的发文机关标志",
}  # fmt: skip
MOST_BYTES = 5 * 1024 * 1024


def check_template(content: bytes, *, needed: Sequence[str] = NEEDED) -> list[str]:
    """Placeholders of an uploaded template. Raises `ValidationError` with every problem and where it stands."""
    if len(content) > MOST_BYTES:
        raise ValidationError("模板超过 5 MB，请压缩里面的图片后再传。")
    if check_upload(BytesIO(content)).code != "docx":
        raise ValidationError("模板要用 Word 文件（docx）。旧版 doc 请在 Word 中另存为 docx 后再传。")
    document = _open(content)
    found, problems = [], _links_outside(content)
    for number, paragraph in enumerate(_paragraphs(document), 1):
        names = MARK.findall(paragraph.text)
        found += names
        where = f"第 {number} 段“{_short(paragraph.text)}”"
        problems += [
            f"{where}：不认识占位符“{name}”。可以用：{'、'.join(MEANINGS)}。"
            for name in names
            if name not in MEANINGS
        ]
        if STRAY.search(MARK.sub("", paragraph.text)):
            problems.append(f"{where}：括号没有成对，占位符要写成 {{{{标题}}}} 这样，不能写程序语句。")
        for name in names:
            if name in BLOCKS and MARK.sub("", paragraph.text).strip():
                problems.append(f"{where}：{{{{{name}}}}} 要独占一段。")
            if name in BLOCKS and _inside_table(paragraph):
                problems.append(f"{where}：{{{{{name}}}}} 不能放在表格里。")
    missing = [name for name in needed if name not in found]
    if missing:
        problems.append(f"缺少占位符：{'、'.join(f'{{{{{name}}}}}' for name in missing)}。请补上后再传。")
    problems += [
        f"占位符 {{{{{name}}}}} 出现了 {found.count(name)} 次，只能一次。"
        for name in BLOCKS
        if found.count(name) > 1
    ]
    if problems:
        raise ValidationError(problems)
    return list(dict.fromkeys(found))


def fill_template(content: bytes, paper: Paper) -> bytes:
    """The template with the words of `paper`."""
    from hehuo.reports.writers.word import saved

    document = _open(content)
    values = values_of(paper)
    paragraphs = list(_paragraphs(document))
    everywhere = {name for paragraph in paragraphs for name in MARK.findall(paragraph.text)}
    for paragraph in paragraphs:
        names = MARK.findall(paragraph.text)
        if not names:
            continue
        if names[0] in BLOCKS:
            _fill_block(document, paragraph, _wanted(names[0], paper, everywhere), names[0])
        else:
            _fill_words(paragraph, values)
    return saved(document)


def values_of(paper: Paper) -> dict[str, str]:
    """Words for the placeholders that stand in a line."""
    return {
        "标题": paper.title.replace("\n", ""), "文号": paper.number, "主送": paper.addressee, "落款": paper.signer,
        "日期": chinese_day(paper.day), "附注": paper.remark, "抄送": paper.copies_to, "印发机关": paper.office,
        "份数": paper.printed, "发文机关": paper.head,
    }  # fmt: skip


def _open(content: bytes) -> Any:
    from docx import Document

    try:
        return Document(BytesIO(content))
    except Exception as problem:  # whatever the library stumbles over, the file cannot be used
        raise ValidationError("这个 Word 文件打不开。请用 Word 或 WPS 重新另存为 docx 后再传。") from problem


def _paragraphs(document: Any) -> Iterator[Any]:
    """Every paragraph: body, tables, headers and footers."""
    places = [document]
    for section in document.sections:
        places += [
            section.header,
            section.footer,
            section.even_page_footer,
            section.first_page_header,
            section.first_page_footer,
        ]
    for place in places:
        yield from _inside(place)


def _inside(place: Any) -> Iterator[Any]:
    yield from place.paragraphs
    for table in place.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from _inside(cell)


def _inside_table(paragraph: Any) -> bool:
    return any(parent.tag.endswith("}tc") for parent in paragraph._element.iterancestors())


def _fill_words(paragraph: Any, values: dict[str, str]) -> None:
    text = MARK.sub(lambda mark: values[mark[1]], paragraph.text)
    if not any(values[name] for name in MARK.findall(paragraph.text)) and not EMPTY.sub("", text):
        text = ""  # “（）” or “抄送：。” with nothing in it
    runs = [run for run in paragraph.runs if run.text] or paragraph.runs
    runs[0].text = text
    for run in runs[1:]:
        run.text = ""


def _links_outside(content: bytes) -> list[str]:
    """Pictures and texts that would be fetched from elsewhere whenever the file is opened."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist() if name.endswith((".rels", ".xml"))}
    for name, part in parts.items():
        text = part.decode("utf-8", "replace")
        outside = [
            one
            for one in RELATION.findall(text)
            if 'TargetMode="External"' in one and '/hyperlink"' not in one
        ]
        if name.endswith(".rels") and outside:
            return ["模板引用了文件以外的图片或内容。请把图片直接插入到文件里，去掉链接后再传。"]
        if LINKED.search(" ".join("".join(words) for words in INSTRUCTION.findall(text))):
            return ["模板里有从别处取内容的域（如 INCLUDEPICTURE、LINK）。请在 Word 中取消链接后再传。"]
    return []


def _wanted(name: str, paper: Paper, names: set[str]) -> list[Any]:
    """What fills a block. What has no place of its own in the template follows in the body: nothing is lost."""
    if name == "附表":
        return list(paper.tables())
    signed = [Text(line) for line in paper.signatures]
    if name == "签名":
        return signed
    body = [block for block in paper.blocks if "附表" not in names or not isinstance(block, Table)]
    annexes = [Text(f"附件：{'；'.join(paper.annexes)}")] if paper.annexes else []
    return [*body, *annexes, *([] if "签名" in names else signed)]


def _fill_block(document: Any, paragraph: Any, wanted: list[Any], name: str) -> None:
    """Put blocks where the paragraph stands, in its own format, and take the paragraph away."""
    from hehuo.reports.writers.word import add_block

    here = paragraph._element
    for block in wanted:
        if isinstance(block, Text):
            line = copy.deepcopy(here)
            here.addprevious(line)
            _fill_words(type(paragraph)(line, paragraph._parent), {name: tight(block.text)})
        else:
            body = document.element.body
            before = len(body)
            add_block(document, block)
            for element in list(body)[before - 1 : -1]:
                here.addprevious(element)
    here.getparent().remove(here)


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"


def sample_template(*, personal: bool = False, head: str = "") -> bytes:
    """A template to begin with: the standard layout with every placeholder; of papers for parties without head and number.
    The red head has the size at which `head` fits on one line."""
    from docx.shared import Pt

    from hehuo.reports.writers.word import saved, write_word

    body = {"title": "{{标题}}", "blocks": [Text("{{正文}}"), Text("{{附表}}")], "signer": "{{落款}}"}
    official = {
        "addressee": "{{主送}}", "head": "{{发文机关}}", "number": "{{文号}}", "remark": "{{附注}}", "copies_to": "{{抄送}}",
        "office": "{{印发机关}}", "printed": "{{份数}}",
    }  # fmt: skip
    extra: dict[str, Any] = {"signatures": ["{{签名}}"]} if personal else official
    document = _open(write_word(Paper(kind="sample", **body, **extra)))
    for line in _paragraphs(document):
        if line.text.endswith("\t印发　"):
            line.runs[0].text = "　{{印发机关}}\t{{日期}}印发　"
        elif line.text == "　　　　":
            line.runs[0].text = "{{日期}}　　　　"
        elif line.text == "{{发文机关}}":
            line.runs[0].font.size = Pt(head_size(head))
    return saved(document)
