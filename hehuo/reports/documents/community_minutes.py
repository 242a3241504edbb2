"""居民（代表）会议纪要 (items 1 and 3): quorum, agenda, vote, minutes and what was resolved, by whom until when."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from hehuo.neighbourhood.models import ResidentsMeeting
from hehuo.org.workdays import chinese_day
from hehuo.records.models import Status
from hehuo.reports.documents.ledger_papers import chooser
from hehuo.reports.kinds import Kind
from hehuo.reports.paper import Block, Paper, Table, Text, in_halves, texts_of


def compose(meeting: ResidentsMeeting, user: Any) -> Paper:
    """The minutes as they are kept and posted."""
    blocks: list[Block] = [
        Text(f"{chinese_day(meeting.held_on)}，{meeting.settlement.name}在{meeting.place}召开{meeting.get_kind_display()}会议。应到 "
             f"{meeting.eligible_count} 人，实到 {meeting.present_count} 人，{meeting.quorum()}。"),
        Text("一、议题"), *texts_of(meeting.agenda),
        Text("二、会议情况"), *texts_of(meeting.minutes),
    ]  # fmt: skip
    if meeting.votes_for is not None:
        blocks += [
            Text("三、表决结果"),
            Text(
                f"赞成 {meeting.votes_for} 票，反对 {meeting.votes_against or 0} 票，弃权 {meeting.votes_abstain or 0} 票。"
            ),
        ]
    rows = [
        [str(n), one.content, one.get_unit_display(), chinese_day(one.due_on), one.get_state_display()]
        for n, one in enumerate(meeting.resolved.exclude(status=Status.VOID).order_by("due_on", "id"), 1)
    ]
    if rows:
        blocks.append(
            Table(
                ["序号", "议定事项", "办理单位", "期限", "办理状态"], rows, "议定事项", [12, 58, 26, 34, 26]
            )
        )
    return Paper(
        kind=KIND.code, title=in_halves(f"{meeting.settlement.name}{meeting.get_kind_display()}", "会议纪要"), blocks=blocks,
        signer=f"{meeting.settlement.name}居民委员会", day=meeting.held_on,
    )  # fmt: skip


_choices, _find = chooser(ResidentsMeeting, Q())
KIND = Kind(
    "community_minutes", "居民会议纪要", "台账材料", "居民（代表）会议的出席、议题、表决和议定事项；张贴前检查个人信息。", _choices, _find, compose,
    checked=True, model="neighbourhood.residentsmeeting",
)  # fmt: skip
