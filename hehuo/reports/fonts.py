"""Fonts of official papers: named in the Word file, stood in for in the PDF when this machine does not have them.

The printed standard asks for 方正小标宋, 仿宋, 黑体, 楷体, 宋体. They are not free, so none is shipped: a Word file names
them and the reader's computer has them; a PDF is drawn here and says which free font stands in.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache

from django.core.exceptions import ValidationError

NO_CHINESE_FONT = "本机没有中文字体，不能生成 PDF 和图表。请让管理员安装中文字体（如 fonts-noto-cjk）后再试；Word 文件不受影响，可以先下载。"


@dataclass(frozen=True)
class Face:
    """A font of the standard: the name written into Word, and families that may draw it, best first."""

    name: str
    families: tuple[str, ...]


_SERIF = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "AR PL UMing CN")
_SANS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Zen Hei")
TITLE = Face("方正小标宋简体", ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", *_SERIF, *_SANS))
BODY = Face("仿宋", ("仿宋", "仿宋_GB2312", "FangSong", "STFangsong", "FandolFang R", *_SERIF, *_SANS))
HEADING = Face("黑体", ("黑体", "SimHei", "FandolHei", *_SANS, *_SERIF))
SUBHEADING = Face("楷体", ("楷体", "楷体_GB2312", "KaiTi", "FandolKai", "LXGW WenKai", *_SERIF, *_SANS))
NUMBER = Face("宋体", ("宋体", "SimSun", "FandolSong", *_SERIF, *_SANS))
FACES = (TITLE, BODY, HEADING, SUBHEADING, NUMBER)


@lru_cache(maxsize=1)
def installed() -> dict[str, str]:
    """Families that this machine has, with the file of the regular style."""
    if not shutil.which("fc-list"):
        return {}
    ran = subprocess.run(
        ["fc-list", ":lang=zh", "family", "style", "file", "index"], capture_output=True, text=True, timeout=30, check=False
    )  # fmt: skip
    found: dict[str, str] = {}
    for line in ran.stdout.splitlines():
        path, _, rest = line.partition(": ")
        family, _, style = rest.partition(":style=")
        index = style.rpartition(":index=")[2] if ":index=" in style else "0"
        for name in family.split(","):
            if "Regular" in style or name not in found:
                found[name.strip()] = f"{path}#{index}"
    return found


def drawn_with(face: Face) -> str:
    """The family that draws a face on this machine; empty when there is none."""
    here = installed()
    return next((family for family in face.families if family in here), "")


def stand_ins() -> list[str]:
    """Sentences for faces that another font draws."""
    lines: dict[str, list[str]] = {}
    for face in FACES:
        family = drawn_with(face)
        if family not in face.families[:2]:
            lines.setdefault(family or "（无）", []).append(face.name)
    return [
        f"本机没有{'、'.join(names)}，PDF 用 {family} 代替；Word 文件仍写明原字体名。"
        for family, names in lines.items()
    ]


def require_chinese() -> None:
    """Raise `ValidationError` when nothing on this machine can draw Chinese."""
    if not drawn_with(BODY):
        raise ValidationError(NO_CHINESE_FONT)


def file_of(face: Face) -> tuple[str, int]:
    """(font file, index inside it) for drawing charts."""
    require_chinese()
    path, _, index = installed()[drawn_with(face)].rpartition("#")
    return path, int(index or 0)
