"""The running text of the document: sections and items of its chapter on content, to be compared with the table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hehuo.assessment.standards.reading.cleaning import Cleaner, tidy
from hehuo.assessment.standards.reading.parts import ITEM_NO, ORDINAL, split_title
from hehuo.assessment.standards.reading.results import Block, Notes, Paragraph

CHAPTER = re.compile(r"^[一二三四五六七八九十]{1,3}、")
SECTION = re.compile(r"^[（(][一二三四五六七八九十]{1,3}[)）]")


@dataclass
class BodyItem:
    """An item as the running text words it."""

    no: int
    title: str = ""
    content: str = ""
    raw: str = ""


@dataclass
class BodySection:
    """A section heading of the running text with its items."""

    heading: str
    title: str
    items: list[BodyItem] = field(default_factory=list)


@dataclass
class Body:
    """The chapter on content."""

    sections: list[BodySection] = field(default_factory=list)

    def items(self) -> dict[int, BodyItem]:
        """Items by number."""
        return {item.no: item for section in self.sections for item in section.items}


def find_body(blocks: list[Block], notes: Notes) -> Body | None:
    """The chapter with the numbered items, or None when the file holds only the table."""
    chapters: list[tuple[str, list[str]]] = [("文首", [])]
    for block in blocks:
        if not isinstance(block, Paragraph):
            continue
        if CHAPTER.match(block.text):
            chapters.append((tidy(block.text)[0], []))
        else:
            chapters[-1][1].append(block.text)
    best = max(chapters, key=lambda chapter: sum(1 for line in chapter[1] if ITEM_NO.match(line)))
    cleaner = Cleaner(notes)
    for name, lines in chapters:
        if name != best[0]:
            for line in lines:
                cleaner.clean(line, f"正文“{name[:20]}”", "文字")
    if sum(1 for line in best[1] if ITEM_NO.match(line)) < 2:
        cleaner.report()
        notes.info("no_body", "正文", "文件中没有正文的创建内容，没有作正文与表格的比对。")
        return None
    body = _read(best[1], notes, cleaner)
    cleaner.report()
    return body


def _read(lines: list[str], notes: Notes, cleaner: Cleaner) -> Body:
    body = Body()
    current: BodyItem | None = None
    for line in lines:
        found = ITEM_NO.match(line)
        if SECTION.match(line) and len(line) <= 40:
            heading = cleaner.clean(line, f"正文标题“{line[:12]}”", "标题")
            body.sections.append(BodySection(line, ORDINAL.sub("", heading)))
            current = None
        elif found:
            if not body.sections:
                body.sections.append(BodySection("", ""))
            current = BodyItem(int(found.group(1)), raw=line)
            body.sections[-1].items.append(current)
        elif current is not None:
            if not current.raw.rstrip("*").endswith(("。", "！", "？", "；")):
                notes.info(
                    "paragraph_joined", f"第{current.no}项", f"正文在“{current.raw[-8:]}”之后断行，已接续。"
                )
            current.raw += "\n" + line
    for item in body.items().values():
        shown = cleaner.clean(item.raw.replace("\n", ""), f"第{item.no}项", "正文")
        _, item.title, item.content = split_title(shown)
    return body
