"""Where a request came from: a record of another room, named by label and key, that says itself what was raised.

Rooms of one floor do not import each other. A model named here offers `as_request()`, the first values of a request.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet

from hehuo.neighbourhood.requests.models import ResidentRequest
from hehuo.org.scope import in_own_area
from hehuo.records.models import LedgerRecord, Status
from hehuo.records.writing import save_record

ORIGINS = ("services.workvisit",)
"""Records at which something may be raised."""


def origin_model(label: str) -> type[LedgerRecord] | None:
    """The model of a known origin."""
    return apps.get_model(label) if label in ORIGINS else None


def origin_asked(text: str, user: Any) -> LedgerRecord | None:
    """The record that an address names as `label:key`, if the user may see it."""
    label, _, key = text.partition(":")
    model = origin_model(label)
    if model is None or not (key.isascii() and key.isdigit()):
        return None
    return model.objects.visible_to(user).exclude(status=Status.VOID).filter(pk=int(key)).first()


def origin_of(request: ResidentRequest, user: Any) -> LedgerRecord | None:
    """The record at which a request was raised, if there is one that the user may see."""
    return origin_asked(f"{request.origin_model}:{request.origin_id}", user)


def raised_at(record: LedgerRecord, user: Any) -> QuerySet[ResidentRequest]:
    """Requests raised at a record."""
    rows = ResidentRequest.objects.visible_to(user).exclude(status=Status.VOID)
    return rows.filter(origin_model=record._meta.label_lower, origin_id=record.pk).order_by("pk")


def unlinked_near(record: LedgerRecord, user: Any) -> QuerySet[ResidentRequest]:
    """Requests of the same settlement that have no origin yet, newest first."""
    rows = ResidentRequest.objects.visible_to(user).exclude(status=Status.VOID)
    return rows.filter(settlement=record.settlement_id, origin_model="").order_by("-reported_on", "-pk")


def link_request(request: ResidentRequest, record: LedgerRecord, *, by: Any) -> ResidentRequest:
    """Say afterwards at which record a request was raised. Raises `ValidationError`, `PermissionDenied`."""
    if not (in_own_area(by, request) and in_own_area(by, record)):
        raise PermissionDenied("这件诉求不在您负责的范围内。")
    if request.settlement_id != record.settlement_id:
        raise ValidationError("请选择本安置点的诉求。")
    if request.origin_model:
        raise ValidationError("这件诉求已经写明由来。")
    request.origin_model, request.origin_id = record._meta.label_lower, record.pk
    return save_record(
        request, by=by, action="link", reason=f"关联{record._meta.verbose_name} {record.record_no}"
    )
