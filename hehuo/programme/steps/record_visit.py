"""登记入户结果: met, refused or absent; nobody is replaced (domain §3.2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.audit import trail
from hehuo.programme import scores
from hehuo.programme.models import SampleRow
from hehuo.programme.states import State


@transaction.atomic
def record_visit(
    row: SampleRow, result: str, *, by: Any, note: str = "", at: datetime | None = None
) -> SampleRow:
    """A member of the group records how the visit went."""
    locked = (
        SampleRow.objects.select_for_update(of=("self",)).select_related("sample__campaign").get(pk=row.pk)
    )
    campaign = locked.sample.campaign
    if by.pk not in {member.user_id for member in scores.members_of(campaign)}:
        raise PermissionDenied("只有验收组成员可以登记入户结果。")
    if campaign.state != State.CITY_ACCEPTING:
        raise ValidationError("只在市级验收期间登记入户结果。")
    if result not in SampleRow.Result.values or result == SampleRow.Result.PENDING:
        raise ValidationError("请选择已见面、婉拒或不在家。")
    before, locked.result, locked.note = locked.result, result, note.strip()[:200]
    locked.visited_by, locked.visited_on = by, timezone.localtime(at or timezone.now()).date()
    locked.save()
    trail.record("record_visit", locked, by=by, data={"campaign": campaign.pk, "from": before, "to": result})
    return locked
