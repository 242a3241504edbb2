"""受理（办理）回执 (domain §3.12): what was applied for, by when it will be decided, what is still missing, whom to ask."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from hehuo.org.workdays import chinese_day
from hehuo.reports.documents.ledger_papers import chooser
from hehuo.reports.kinds import Kind
from hehuo.reports.paper import Paper, Table, Text, in_halves
from hehuo.services.models import ServiceCase


def compose(case: ServiceCase, user: Any) -> Paper:
    """The receipt for the applicant."""
    facts = [
        ("件号", case.case_no), ("申请人", case.applicant.name), ("申请事项", case.item.name), ("办理方式", case.get_agency_display()),
        ("收到申请日期", chinese_day(case.submitted_on)), ("受理日期", chinese_day(case.accepted_on) or "尚未受理"),
        ("办结期限", chinese_day(case.due_on) or "受理后确定"), ("承诺时限", f"{case.item.promised_days} 个工作日" if case.item.promised_days else "当场办结"),
        ("收费", "不收费" if not case.item.fee_fen else f"{case.item.fee_fen / 100:.2f} 元"), ("现责任人", str(case.owner or "服务窗口")),
    ]  # fmt: skip
    if case.agent_name:
        facts.insert(2, ("代办人", case.agent_name))
    if case.decided_on:
        facts.append(("办理结果", f"{case.get_result_display()}（{chinese_day(case.decided_on)}）"))
    blocks = [
        Text("您的申请已经登记，办理情况如下。请保存好本回执，凭件号可以查询进度。"),
        Table(["项目", "内容"], facts, "", [30, 70]),
    ]
    notice = case.notices.exclude(status="void").first()
    if notice and not notice.supplemented_on:
        blocks.append(Text(f"请补正以下材料（{chinese_day(notice.given_on)}一次性告知）：{notice.missing}。"))
    blocks.append(Text("对办理不满意的，可以在取件时评价，也可以向社区居民委员会反映。"))
    return Paper(
        kind=KIND.code, title=in_halves(f"{case.settlement.name}便民服务", "办理回执"), blocks=blocks, signer=f"{case.settlement.name}综合服务中心",
        day=case.submitted_on, personal=True,
    )  # fmt: skip


_choices, _find = chooser(ServiceCase, ~Q(state="consulted"), "item", "applicant", "owner")
KIND = Kind(
    "service_receipt", "办理回执", "台账材料", "交给申请人的办件回执，写明时限、须补材料和责任人。", _choices, _find, compose, personal=True,
    model="services.servicecase",
)  # fmt: skip
