"""Calendars that measures count by: half-years since launch, the last four quarters, the last twelve months.

Half-years serve the job-push rule (body of item 12; domain item 12, `job_push_compliance`); quarters and months serve
“every quarter” and “every month” of items 2–8 and 16. Only windows that are over count, so a score never falls because
a new quarter has just begun.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

OVERRIDE = "launched_on:"
"""A parameter ``launched_on:<settlement id>`` gives one settlement its own day of launch."""


@dataclass(frozen=True)
class Window:
    """Closed-open span; `code` is year × 10 + half, e.g. 20182."""

    code: int
    starts_on: date
    ends_on: date
    since_launch: bool = True


def half_year_windows(launched_on: date, as_of: date, min_days: int) -> list[Window]:
    """Elapsed windows since launch; a partial first window shorter than `min_days` is skipped [D]."""
    found: list[Window] = []
    start, closes = launched_on, as_of + timedelta(days=1)
    while True:
        half = 1 if start.month <= 6 else 2
        end = date(start.year, 7, 1) if half == 1 else date(start.year + 1, 1, 1)
        if end > closes:
            return found
        whole = start in (date(start.year, 1, 1), date(start.year, 7, 1))
        if whole or (end - start).days >= min_days:
            found.append(Window(start.year * 10 + half, start, end))
        start = end


def quarter_windows(launched_on: date, as_of: date, min_days: int) -> list[Window]:
    """The last four calendar quarters that are over; code is year × 10 + quarter, e.g. 20183."""
    return _trailing(launched_on, as_of, months=3, wanted=4)


def month_windows(launched_on: date, as_of: date, min_days: int) -> list[Window]:
    """The last twelve calendar months that are over; code is year × 100 + month, e.g. 201811."""
    return _trailing(launched_on, as_of, months=1, wanted=12)


def _trailing(launched_on: date, as_of: date, *, months: int, wanted: int) -> list[Window]:
    closes = as_of + timedelta(days=1)
    last = (closes.year * 12 + closes.month - 1) // months * months
    found = []
    for index in range(last - wanted * months, last, months):
        start, end = _month(index), _month(index + months)
        code = start.year * 100 + start.month if months == 1 else start.year * 10 + (start.month + 2) // 3
        found.append(Window(code, start, end, since_launch=launched_on <= start))
    return found


def _month(index: int) -> date:
    return date(index // 12, index % 12 + 1, 1)


CALENDARS: dict[str, Callable[[date, date, int], list[Window]]] = {
    "windows": half_year_windows,
    "quarters": quarter_windows,
    "months": month_windows,
}
"""Relations made from parameters: settlement_id, window_code, starts_on, ends_on, since_launch (0/1)."""

COLUMNS = ("settlement_id", "window_code", "starts_on", "ends_on", "since_launch")


def calendar_sql(
    name: str, parameters: Mapping[str, date | int], bind: dict[str, date | int], settlements: str
) -> str:
    """The relation `name` of CALENDARS as SQL over `settlements` (a select of settlement_id); dates go into `bind`."""
    as_of, min_days = _date(parameters["as_of"]), int(parameters["first_window_min_days"])  # type: ignore[arg-type]
    special = {int(k[len(OVERRIDE) :]): _date(v) for k, v in parameters.items() if k.startswith(OVERRIDE)}
    parts: list[str] = []
    for launched_on in sorted(set(special.values())):
        ids = sorted(k for k, v in special.items() if v == launched_on)
        wanted = CALENDARS[name](launched_on, as_of, min_days)
        parts += _rows(wanted, bind, settlements, f"where s.settlement_id in ({', '.join(map(str, ids))})")
    rest = f"where s.settlement_id not in ({', '.join(map(str, sorted(special)))})" if special else ""
    parts += _rows(
        CALENDARS[name](_date(parameters["launched_on"]), as_of, min_days), bind, settlements, rest
    )
    if not parts:
        bind["w_none"] = as_of
        empty = "select s.settlement_id, 0 as window_code, %(w_none)s as starts_on, %(w_none)s as ends_on, 0 as since_launch"
        return f"{empty} from ({settlements}) s where 1 = 0"
    return " union all ".join(parts)


def _rows(windows: list[Window], bind: dict[str, date | int], settlements: str, where: str) -> list[str]:
    rows = []
    for window in windows:
        start, end = f"w_{len(bind)}_from", f"w_{len(bind)}_to"
        bind[start], bind[end] = window.starts_on, window.ends_on
        select = (
            f"select s.settlement_id, {window.code} as window_code, %({start})s as starts_on, %({end})s as ends_on, "
            f"{int(window.since_launch)} as since_launch"
        )
        rows.append(f"{select} from ({settlements}) s {where}".rstrip())
    return rows


def _date(value: date | int) -> date:
    if not isinstance(value, date):
        raise TypeError(f"{value!r} is not a date")
    return value
