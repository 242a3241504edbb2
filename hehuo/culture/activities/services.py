"""Cultural activities."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from hehuo.culture.activities.models import CulturalActivity
from hehuo.culture.holding import save_gathering


def save_activity(activity: CulturalActivity, *, by: Any) -> CulturalActivity:
    """An instructor who leads it was appointed that day."""
    leader = activity.instructor
    if leader is not None and (
        activity.held_on < leader.appointed_on or (leader.ended_on and activity.held_on >= leader.ended_on)
    ):
        raise ValidationError({"instructor": "这位指导员当天不在聘期内，请核对。"})
    return save_gathering(activity, by=by)
