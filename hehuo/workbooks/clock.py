"""A time of day as people write it into sheets."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from hehuo.workbooks import parse

DAY_OF_MINUTES = 24 * 60


def clock(value: Any) -> time:
    """A time of day: 19:30, 19点30分, 19：30, a time cell, or Excel's fraction of a day."""
    if isinstance(value, datetime):
        return value.time().replace(second=0, microsecond=0)
    if isinstance(value, time):
        return value
    if isinstance(value, (int, float)) and 0 <= value < 1:
        minutes = round(value * DAY_OF_MINUTES)
        return time(minutes // 60 % 24, minutes % 60)
    text = parse.code_text(value).replace("：", ":").replace("点半", ":30").replace("点", ":").rstrip("分:")
    parts = [*text.split(":"), "0"][:2]
    if all(part.isdigit() for part in parts) and int(parts[0]) < 24 and int(parts[1]) < 60:
        return time(int(parts[0]), int(parts[1]))
    raise parse.Wrong("看不出时间。请写成 19:30 这样的时间。")
