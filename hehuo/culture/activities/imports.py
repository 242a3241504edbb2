"""Workbooks of activities."""

from __future__ import annotations

from typing import ClassVar

from hehuo.culture.activities.models import CulturalActivity
from hehuo.culture.sheets import EVENT_COLUMNS, EventImporter
from hehuo.workbooks import Column


class ActivityImporter(EventImporter):
    """文体活动: one row an activity."""

    model = CulturalActivity
    key = ("held_on", "title")
    columns: ClassVar = (
        Column("kind", "类别", ("活动类别",), required=True, example="文化表演"),
        Column("organiser", "主办", ("主办单位",), required=True, example="社区"),
        Column("mix", "搬迁与本地群众", ("参与情况",), example="共同参加一般"),
        Column("budget_fen", "经费（元）", ("经费",), example="500"),
        Column("has_materials", "有方案或通知", ("方案", "资料"), example="是"),
        *EVENT_COLUMNS,
    )  # fmt: skip
