"""修改稿件: a changed text goes to the units again (domain §3.4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.programme.models import Bulletin
from hehuo.programme.supervision.bulletins.lifecycle import BULLETIN
from hehuo.programme.supervision.course import begin


@transaction.atomic
def revise_bulletin(
    bulletin: Bulletin, *, by: Any, title: str, body: str, reason: str = "", at: datetime | None = None
) -> Bulletin:
    """Change title and text before it is checked for privacy; answers to the former text are kept in the log."""
    act = begin(BULLETIN, bulletin, "revise", by=by, at=at, reason=reason)
    row = act.subject
    if not title.strip() or not body.strip():
        raise ValidationError("请填写标题和正文。")
    answers = {str(u.unit): u.facts_reply for u in row.units.select_related("unit") if u.replied_on}
    row.title, row.body, row.facts_sent_on, row.step_due_on = title.strip()[:120], body.strip(), None, None
    row.units.update(facts_reply="", replied_by=None, replied_on=None)
    return act.finish(data={"former_answers": answers})
