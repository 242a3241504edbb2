"""Deadlines that can be kept: every refusal says what is wrong and what to enter instead (domain §3 conventions)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError

from hehuo.org.workdays import Due, WorkCalendar, chinese_day

LONGEST = 366 * 3
"""Days ahead that still make sense."""


def check_deadline(
    due_on: date, *, start: date, least: int = 1, calendar: WorkCalendar | None = None, printed: bool = False
) -> Due:
    """A deadline as typed. `least` working days must lie between `start` and it. Printed dates of the plan stand as they are.

    Raises `ValidationError`.
    """
    days = calendar or WorkCalendar()
    if printed:
        return Due(due_on)
    if due_on <= start:
        raise ValidationError(f"时限应晚于{chinese_day(start)}，请改晚一些。")
    if (due_on - start).days > LONGEST:
        raise ValidationError("时限超过三年，请核对年份。")
    works, provisional = days.look_up(due_on)
    if not works:
        after = due_on
        while not days.is_workday(after):
            after = date.fromordinal(after.toordinal() + 1)
        raise ValidationError(f"{chinese_day(due_on)}不是工作日，请改为{chinese_day(after)}或其他工作日。")
    between = days.working_days_between(start, due_on)
    if between < least:
        earliest = days.add_working_days(start, least)
        raise ValidationError(
            f"到{chinese_day(due_on)}只有 {between} 个工作日，至少要留 {least} 个工作日。最早可填{chinese_day(earliest.day)}。"
        )
    return Due(due_on, provisional)
