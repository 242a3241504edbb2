"""What a spot check asks of its members: one to-do for each member and site until the own judgement is in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from hehuo.notices.services import finish_about, notify
from hehuo.programme.models import SpotCheck, SpotMember


def page_of(member: SpotMember, check: SpotCheck) -> str:
    """The member's own page of a site: declaration, then the judgement."""
    return reverse("spot-judge", args=[check.pk, member.site_id])


def ask_member(member: SpotMember, check: SpotCheck, *, by: Any) -> None:
    """Ask once. The matter is about the member, so steps of the check do not end it."""
    text = f"请先声明是否回避，再到现场独立评分：{member.site.unit}（{check}）"
    notify(
        text, by=by, to_user=member.user, subject=member, url=page_of(member, check), due_on=check.planned_on
    )


def member_is_done(member: SpotMember, *, by: Any, on: date) -> None:
    """The judgement is in, or the member is recused."""
    finish_about(member, by=by, on=on)
