"""人民调解协议书 (domain §3.6): what the parties agreed, for them alone; opened by the mediators of the case only (§6.4)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from hehuo.neighbourhood.models import MediationCase
from hehuo.org.workdays import chinese_day
from hehuo.reports.documents.ledger_papers import chooser
from hehuo.reports.kinds import Kind
from hehuo.reports.paper import Paper, Text, texts_of, yuan


def compose(case: MediationCase, user: Any) -> Paper:
    """Parties, dispute, terms, time, signatures."""
    parties = [f"当事人甲：{case.party_a.reveal()}", f"当事人乙：{case.party_b.reveal()}"]
    if case.other_parties:
        parties.append(f"其他当事人和代理人：{case.other_parties.reveal()}")
    committee = f"{case.settlement.name}人民调解委员会"
    amount = f"协议涉及金额：{yuan(case.amount_fen)}元。" if case.amount_fen else ""
    share = f"{f'本协议一式{case.copies}份，' if case.copies else ''}各方当事人各执一份，调解委员会留存一份。"
    until = f"履行期限：{chinese_day(case.perform_due_on)}前。" if case.perform_due_on else ""
    blocks = [
        Text(f"编号：{case.agreement_no or case.case_no}"), *map(Text, parties),
        Text("一、纠纷简要情况"), *texts_of(case.facts.reveal()),
        Text("二、申请事项"), *texts_of(case.claims.reveal()),
        Text("三、协议内容"), Text("经调解，双方自愿达成如下协议："), *texts_of(case.agreement.reveal()), *texts_of(amount), *texts_of(until),
        Text("四、其他"),
        Text("本协议自各方当事人签名、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起生效。"
             f"{share}调解不收取任何费用。双方认为有必要的，可以自协议生效之日起三十日内共同申请司法确认。"),
    ]  # fmt: skip
    return Paper(
        kind=KIND.code, title="人民调解协议书", blocks=blocks,
        signatures=[
            "当事人甲（签名、盖章或者按指印）：", "当事人乙（签名、盖章或者按指印）：", f"人民调解员（签名）：{case.mediator.name}",
            f"{committee}（印章）　　{chinese_day(case.concluded_on)}",
        ],
        personal=True,
    )  # fmt: skip


_choices, _find = chooser(MediationCase, Q(outcome__in=["written", "oral"]) & ~Q(agreement=""), "mediator")
KIND = Kind(
    "mediation_agreement", "调解协议书", "台账材料", "达成协议的调解案件，打印后由当事人、调解员签名。只有承办调解员和主任能生成。",
    _choices, _find, compose, personal=True, model="neighbourhood.mediationcase",
)  # fmt: skip
