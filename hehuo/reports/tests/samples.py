"""One record for every kind of paper: ledgers of the settlement, supervision of the city."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from docx import Document

from hehuo.neighbourhood.models import MediationCase, Mediator, MeetingResolution, ResidentsMeeting
from hehuo.neighbourhood.tests.records import put
from hehuo.org.models import OrgUnit
from hehuo.programme.models import Bulletin, BulletinUnit, Campaign, CampaignStep, Finding, ResponsibilityTask
from hehuo.programme.tests.stage import Stage
from hehuo.property.models import DividendBatch, DividendPayment
from hehuo.services.models import ServiceCase
from tests.security.planting import plant

DAY, DUE = date(2018, 11, 5), date(2018, 12, 5)
PARTY = "欧阳甲方"


def add_ledgers(stage: Stage) -> dict[str, Any]:
    """Records of the settlement by kind of paper."""
    world = stage.world
    mediator = put(Mediator, world.here, world.secretary)
    Mediator.objects.filter(pk=mediator.pk).update(account=world.mediator)
    case = put(
        MediationCase, world.here, world.secretary, mediator=mediator, case_no="调〔2018〕1号", party_a=PARTY
    )
    MediationCase._base_manager.filter(pk=case.pk).update(
        outcome="written", concluded_on=DAY, perform_due_on=DUE, amount_fen=120_000, copies=3
    )
    case = MediationCase._base_manager.get(pk=case.pk)
    case.agreement = "一方在夜间十点以后不再播放音乐。"
    case.save()
    meeting = put(ResidentsMeeting, world.here, world.secretary)
    put(MeetingResolution, world.here, world.secretary, residents_meeting=meeting)
    service = plant(ServiceCase, world.here, world.secretary)
    payment = plant(DividendPayment, world.here, world.secretary)
    batch = plant(DividendBatch, world.here, world.secretary)
    DividendPayment._base_manager.filter(pk=payment.pk).update(
        holder_name="收款甲", amount_fen=123456, state="paid", paid_on=DAY, receipt="signed"
    )
    return {
        "mediation_agreement": case, "community_minutes": meeting, "service_receipt": service, "dividend_statement": payment, "batch": batch,
    }  # fmt: skip


def add_supervision(stage: Stage, campaign: Campaign) -> dict[str, Any]:
    """A bulletin with a problem and a task, and a term set by the acceptance group."""
    unit = OrgUnit.objects.create(code="U1", name="甲县民政局", level="county")
    finding = Finding.objects.create(
        kind="field_supervision", settlement=stage.world.here, edition=stage.edition, item_no=13, criterion="13.1", points="0.5",
        fact="二号广场路灯不亮", basis="考核条目第13项", requirement="修复并登记维护记录", responsible=unit, due_on=DUE,
        state="rectification_notice_issued", created_by=stage.office,
    )  # fmt: skip
    task = ResponsibilityTask.objects.create(
        source="plan",
        title="完善居规民约",
        deliverable="文本",
        lead=unit,
        due_on=DUE,
        state="in_progress",
        created_by=stage.office,
    )
    bulletin = Bulletin.objects.create(
        kind="situation", title="关于第四季度创建工作情况的通报", period_from=DAY, period_to=DUE, created_by=stage.office,
        body="一、总体情况\n各县工作有序推进。\n二、存在问题\n设施维护不及时。", state="issued", doc_no="六盘水易扶指发〔2018〕9号", issued_on=DUE,
        year=2018, serial=9,
    )  # fmt: skip
    bulletin.findings.add(finding)
    bulletin.tasks.add(task)
    BulletinUnit.objects.create(bulletin=bulletin, unit=unit)
    CampaignStep.objects.create(
        campaign=campaign, event="request_rectification", label="要求限期整改", from_state="city_accepting",
        to_state="rectify_before_accept", actor=stage.office, at=stage.later(), reason="路灯不亮", data={"due": str(DUE)},
    )  # fmt: skip
    return {"bulletin": bulletin, "rectification_notice": finding, "acceptance_rectification": campaign}


def word_file(*lines: str) -> bytes:
    """A Word file with these paragraphs, as a city would upload it."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
