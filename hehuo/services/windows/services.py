"""Windows act for their own department; a changed matter of the catalogue is a new version."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.records.models import Status
from hehuo.records.writing import save_record
from hehuo.services.windows.models import NAMED, ServiceItem, ServiceMaterial, ServiceWindow, WindowHours


def save_window(window: ServiceWindow, *, by: Any) -> ServiceWindow:
    """A window of one department may act for it without being told so."""
    if window.kind == ServiceWindow.Kind.DEDICATED:
        for department in NAMED:
            setattr(window, f"acts_{department}", window.department == department)
    window.occurred_on = window.valid_from
    return save_record(window, by=by)


def save_hours(hours: WindowHours, *, by: Any) -> WindowHours:
    """A span happened when it ended."""
    hours.occurred_on = hours.ends_on
    return save_record(hours, by=by)


@transaction.atomic
def revise_item(item: ServiceItem, *, by: Any, on: date, legal_days: int, promised_days: int) -> ServiceItem:
    """A new version in force from `on` with the same materials; cases of the old version keep theirs."""
    if item.valid_to is not None:
        raise ValidationError("这一版已停用，请修订现行的版本。")
    if on <= item.valid_from:
        raise ValidationError({"on": f"新版启用日期须晚于 {item.valid_from}。"})
    item.valid_to = on
    save_record(item, by=by, action="revise_item")
    new = ServiceItem(
        settlement=item.settlement, name=item.name, department=item.department, mode=item.mode, fee_fen=item.fee_fen,
        basis=item.basis, legal_days=legal_days, promised_days=promised_days, version_no=item.version_no + 1,
        valid_from=on, occurred_on=on,
    )  # fmt: skip
    save_record(new, by=by)
    for material in item.materials.exclude(status=Status.VOID).order_by("id"):
        copy = ServiceMaterial(
            settlement=item.settlement, item=new, name=material.name, form=material.form, note=material.note, occurred_on=on
        )  # fmt: skip
        save_record(copy, by=by)
    return new
