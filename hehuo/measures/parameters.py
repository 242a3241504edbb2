"""Bound parameters of measures, computed in Python from the dated definitions of a standard's edition.

SQL texts do no date arithmetic: every bound is a date or an integer made here (architecture §4, domain §2.0.2, §4.1).
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from hehuo.measures.windows import OVERRIDE

DEFAULTS: dict[str, int | date] = {
    "working_age_from": 16,  # domain §4.1 POVERTY_16_60: 16 (included) to 60 (excluded), both sexes
    "working_age_to": 60,
    "labour_includes_weak_half": 1,  # §2.0.3 L
    "confirmation_days": 31,  # §2.0.3 E; item 11 timeliness
    "occupancy_check_days": 92,  # item 9, occupancy_state
    "away_working_counts": 1,  # item 9, occupancy_rate
    "attendance_pass_percent": 80,  # item 11, training_coverage
    "first_window_min_days": 90,  # item 12, job_push_compliance
    "zero_case_help_days": 30,  # item 12.3
    "exemption_review_months": 6,  # item 11 sole carer; §3.8 exempted
    "job_event_months": 6,  # item 9.5: two quarters, as 12.4
    "accuracy_days": 92,  # item 11.1, 12.2: sampled checks of the last quarter
    "mobile_window_half_days": 2,  # item 12.1
    "event_months": 12,  # items 1–8, 16: “within the last 12 months”
    "quarter_months": 3,  # 6.2: patrol plan fulfilment
    "device_days": 30,  # 6.4
    "facility_down_days": 30,  # 13.3
    "website_fresh_days": 14,  # 16.2
    "elder_age": 60,  # 4.1: who counts as elderly
    "elders_need": 30,  # 4.1: from how many elderly people on a day-care centre is due
    "pupil_age_from": 6,  # 4.1
    "pupil_age_to": 12,
    "pupils_need": 30,
    "school_age_from": 6,  # 13.5: compulsory schooling
    "school_age_to": 15,
    "adult_age": 18,  # 1.3, 6.6, 14.3: who may be interviewed
    "households_per_mediator": 300,  # 3.4
    "confirmers_need": 3,  # LPS-2018-R: residents who confirm an event
    "shared_venue_metres": 1000,  # 7.1
    "cover_minutes": 15,  # 6.1, 13.5
    "shop_minutes": 10,  # 16.1
    "bus_stop_metres": 500,  # 16.3
    "timetable_percent": 90,  # 16.3
    "exchanges_need": 3,  # 16.2
    "exchange_days": 30,  # 16.2: an exchange is alive
    "info_columns_need": 4,  # 16.2
    "committee_members_need": 5,  # 7.2
    "staffed_percent": 90,  # 15.1
    "covenants_need": 2,  # 1.3: how many agreements somebody who knows the covenant can name
    "launched_on": date(2018, 5, 31),  # day of the plan
}
"""Defaults [D]; an edition overrides them by definitions dated in force."""

NUMBERS = (
    "labour_includes_weak_half", "away_working_counts", "attendance_pass_percent", "mobile_window_half_days",
    "first_window_min_days", "elders_need", "pupils_need", "households_per_mediator", "confirmers_need",
    "shared_venue_metres", "cover_minutes", "shop_minutes", "bus_stop_metres", "timetable_percent", "exchanges_need",
    "info_columns_need", "committee_members_need", "staffed_percent", "covenants_need",
)  # fmt: skip
"""Definitions that are bound as they are."""

KNOWN = frozenset(
    {
        "as_of", "born_on_or_before", "born_after", "labour_includes_weak_half", "confirmed_since", "checked_since",
        "away_working_counts", "attendance_pass_percent", "zero_case_since", "reviewed_since", "review_not_after",
        "events_since", "accuracy_since", "mobile_window_half_days", "first_window_min_days", "launched_on",
        "exchanges_since", "year_since", "quarter_since", "devices_since", "down_since", "fresh_since", "elder_born_on_or_before", "pupil_born_on_or_before",
        "pupil_born_after", "school_born_on_or_before", "school_born_after", "adult_born_on_or_before",
        *NUMBERS,
    }
)  # fmt: skip
"""Every parameter that a text may name."""

Parameters = dict[str, "date | int"]


def years_before(day: date, years: int) -> date:
    """Latest birthday of people who are `years` old on `day`; 29 February birthdays count on 1 March (§4.1)."""
    year = day.year - years
    if day.month == 2 and day.day == 29 and not calendar.isleap(year):
        return date(year, 2, 28)
    return date(year, day.month, day.day)


def last_august(day: date) -> date:
    """The last 31 August that has come: the day by which school age is counted (domain item 13, `school_place_rate`)."""
    return date(day.year if (day.month, day.day) >= (8, 31) else day.year - 1, 8, 31)


def months_from(day: date, months: int) -> date:
    """The same day some months later (earlier when negative), at most the last day of that month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def definitions_at(
    definitions: Sequence[Mapping[str, Any]] | Mapping[str, Any], day: date
) -> dict[str, int | date]:
    """Defaults, overridden by the definitions in force on a day.

    `definitions` is a list of ``{"from": date, "values": {...}}``, or one mapping of values.
    """
    values = dict(DEFAULTS)
    if isinstance(definitions, Mapping):
        entries: list[Mapping[str, Any]] = [{"from": None, "values": definitions.get("values", definitions)}]
    else:
        entries = sorted(definitions, key=lambda entry: _day(entry.get("from")) or date.min)
    for entry in entries:
        start = _day(entry.get("from"))
        if start is None or start <= day:
            for key, value in dict(entry.get("values") or {}).items():
                if key in DEFAULTS and value is not None:
                    values[key] = _value(value)
    return values


def parameters_for(
    definitions: Sequence[Mapping[str, Any]] | Mapping[str, Any], as_of: date, **facts: Any
) -> Parameters:
    """Parameters for a day. `facts` override definitions; `launched={settlement_id: date}` gives own days of launch."""
    values = definitions_at(definitions or [], as_of)
    launched: Mapping[int, Any] = facts.pop("launched", {})
    values |= {key: _value(value) for key, value in facts.items() if key in DEFAULTS and value is not None}

    def number(key: str) -> int:
        return int(values[key])  # type: ignore[arg-type]

    found: Parameters = {
        "as_of": as_of,
        "born_on_or_before": years_before(as_of, number("working_age_from")),
        "born_after": years_before(as_of, number("working_age_to")),
        "confirmed_since": as_of - timedelta(days=number("confirmation_days")),
        "checked_since": as_of - timedelta(days=number("occupancy_check_days")),
        "zero_case_since": as_of - timedelta(days=number("zero_case_help_days")),
        "reviewed_since": months_from(as_of, -number("exemption_review_months")),
        "review_not_after": months_from(as_of, number("exemption_review_months")),
        "events_since": months_from(as_of + timedelta(days=1), -number("job_event_months")),
        "accuracy_since": as_of - timedelta(days=number("accuracy_days")),
        "year_since": months_from(as_of + timedelta(days=1), -number("event_months")),
        "quarter_since": months_from(as_of + timedelta(days=1), -number("quarter_months")),
        "devices_since": as_of - timedelta(days=number("device_days") - 1),
        "down_since": as_of - timedelta(days=number("facility_down_days")),
        "exchanges_since": as_of - timedelta(days=number("exchange_days")),
        "fresh_since": as_of - timedelta(days=number("website_fresh_days")),
        "elder_born_on_or_before": years_before(as_of, number("elder_age")),
        "pupil_born_on_or_before": years_before(as_of, number("pupil_age_from")),
        "pupil_born_after": years_before(as_of, number("pupil_age_to")),
        "school_born_on_or_before": years_before(last_august(as_of), number("school_age_from")),
        "school_born_after": years_before(last_august(as_of), number("school_age_to")),
        "adult_born_on_or_before": years_before(as_of, number("adult_age")),
        "launched_on": _day(values["launched_on"]) or as_of,
        **{key: number(key) for key in NUMBERS},
    }
    for settlement_id, day in sorted(launched.items()):
        own = _day(day)
        if own:
            found[f"{OVERRIDE}{int(settlement_id)}"] = own
    return found


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _value(value: Any) -> int | date:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and "-" in value:
        return date.fromisoformat(value)
    return int(value)
