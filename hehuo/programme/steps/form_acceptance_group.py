"""组成验收组: at least two persons, recusal declared and checked (domain §1.4, §3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.programme.acting import begin
from hehuo.programme.lifecycle import EXPERT
from hehuo.programme.models import AcceptanceGroup, Campaign, GroupMember
from hehuo.programme.recusal import reason_to_recuse

DECLARATION = "本人近三年未在该县（创建单位）任职，无须回避"


@dataclass(frozen=True)
class Candidate:
    """Somebody to be in the group, with the declaration in the person's words."""

    user: Any
    declaration: str = DECLARATION
    leader: bool = False


@transaction.atomic
def form_acceptance_group(
    campaign: Campaign, members: Sequence[Candidate], *, by: Any, at: datetime | None = None, reason: str = ""
) -> AcceptanceGroup:
    """Form the group; forming it again before the draw replaces it. The first is the leader when none is named."""
    act = begin(campaign, "form_acceptance_group", by=by, at=at, reason=reason)
    row = act.campaign
    if len({m.user.pk for m in members}) < max(2, act.rules.group_size):
        raise ValidationError(f"验收组不少于 {max(2, act.rules.group_size)} 人。")
    if len({m.user.pk for m in members}) < len(members):
        raise ValidationError("验收组成员不能重复。")
    problems = [text for m in members if (text := _problem(m, row, act.day))]
    if problems:
        raise ValidationError(problems)
    row.groups.filter(replaced_on__isnull=True).update(replaced_on=act.day)
    group = AcceptanceGroup.objects.create(campaign=row, formed_on=act.day, formed_by=by)
    leader = next((m for m in members if m.leader), members[0])
    GroupMember.objects.bulk_create(
        GroupMember(group=group, user=m.user, is_leader=m is leader, declaration=m.declaration.strip())
        for m in members
    )
    act.finish(data={"members": [m.user.pk for m in members]})
    return group


def _problem(candidate: Candidate, campaign: Campaign, day: Any) -> str:
    if not EXPERT(candidate.user, campaign):
        return f"{candidate.user} 不是市级验收人员或市直部门联络员。"
    if not candidate.declaration.strip():
        return f"请填写 {candidate.user} 的回避声明。"
    return reason_to_recuse(candidate.user, campaign, day)
