"""A contact of a deputy, and the request that comes out of it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from hehuo.neighbourhood.deputies.models import DeputyContact
from hehuo.records.writing import save_record


def save_contact(contact: DeputyContact, *, by: Any) -> DeputyContact:
    """Who went to a home says to which. Raises `ValidationError`."""
    if contact.mode == DeputyContact.Mode.VISIT and contact.household_id is None:
        raise ValidationError({"household": "入户联系请选择联系户。"})
    for name in ("household", "request", "building"):
        row = getattr(contact, name)
        if row is not None and row.settlement_id != contact.settlement_id:
            raise ValidationError({name: "不在这个安置点，请重新选择。"})
    return save_record(contact, by=by)
