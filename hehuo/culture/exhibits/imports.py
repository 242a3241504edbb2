"""Workbooks of exhibits."""

from __future__ import annotations

from typing import ClassVar

from hehuo.culture.exhibits.models import HomesicknessExhibit
from hehuo.culture.exhibits.services import save_exhibit
from hehuo.culture.venues.models import Venue
from hehuo.workbooks import Column, Reference, parse
from hehuo.workbooks.entering import EnteringImporter


class ExhibitImporter(EnteringImporter):
    """乡愁馆藏品: one row a piece."""

    model, save, happened = HomesicknessExhibit, staticmethod(save_exhibit), "received_on"
    key = ("venue", "name", "received_on")
    columns: ClassVar = (
        Column("venue", "馆室", ("场所", "展馆"), required=True, parse=Reference(Venue, "name"), example="乡愁馆", note="先登记场所"),
        Column("name", "藏品名称", ("名称", "物品名称"), required=True, parse=parse.text(60), example="木犁 1 号"),
        Column("kind", "类别", ("藏品类别", "种类"), required=True, example="农具"),
        Column("way", "来源方式", ("来源", "征集方式"), required=True, example="捐赠"),
        Column("donor", "捐赠（出借）人", ("捐赠人", "出借人"), parse=parse.text(50), example="张小明"),
        Column("home_place", "来自哪里", ("原住村寨", "来源地"), parse=parse.text(60), example="大山村"),
        Column("story", "藏品故事", ("故事", "说明"), parse=parse.text(1000)),
        Column("received_on", "入藏日期", ("捐赠日期", "日期"), required=True, example="2018-10-20"),
        Column("consent_no", "同意书编号", ("同意书",), parse=parse.text(40), example="乡愁-01"),
        Column("consented_on", "书面同意日期", ("同意日期",), example="2018-10-20"),
        Column("shows_donor", "同意展示姓名", ("展示姓名",), example="是"),
        Column("shows_story", "同意展示故事", ("展示故事",), example="是"),
    )  # fmt: skip
