"""Evidence and messages of the demo city: what proves the newest records, what people ask each other.

Files are drawn by code and stored as uploads are. In some settlements one picture proves two records or was taken on another
day, so that questions arise.
"""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from PIL import Image, ImageDraw

from hehuo.config.demo.campaigns_walk import clock_at
from hehuo.config.demo.data_requests import plant_data_requests
from hehuo.config.demo.writer import seeded_uuid
from hehuo.culture.models import CulturalActivity, EducationSession, LegalSession
from hehuo.evidence.models import EvidenceFile, Proof, ProofKind
from hehuo.evidence.services import prove, store_upload
from hehuo.evidence.steps import step_proof
from hehuo.notices.services import finish, notify, remind
from hehuo.org.models import Post, Settlement, User
from hehuo.org.roles import Role
from hehuo.programme.models import FundSpending, SpotCheck
from hehuo.programme.supervision.spot_checks.interviews import batch_of
from hehuo.records.models import Status
from hehuo.residents.models import DataSubjectRequest, Interview
from hehuo.safety.models import SafetyHazard

PROVED: tuple[tuple[type, str], ...] = (
    (EducationSession, "培训现场"), (LegalSession, "普法宣传"), (CulturalActivity, "活动现场"), (SafetyHazard, "整改前后"),
)  # fmt: skip
OF_EACH = 3
ALIKE, OTHER_DAY = ("D02", "D04", "D07", "D12"), ("D05", "D07", "D11")
"""Where one picture proves two records, and where one was taken on another day: the questions of `questions.py`."""
UNUSED = ("D01", "D04", "D08")
"""Where a file was uploaded that proves nothing yet."""
WITH_MINORS = "D03"
"""Where children are in a picture: kept for the file alone, opened by those who may write there, never shown."""
VOUCHERS = 2
SIZE = (640, 480)
TAKEN, PART = 0x9003, 0x8769


def plant_papers(seed: int, today: date) -> int:
    """Evidence of every settlement, messages; returns how many rows."""
    with clock_at(timezone.make_aware(datetime.combine(today, time(8, 30)))):
        return _plant(seed, today)


def _plant(seed: int, today: date) -> int:
    before = EvidenceFile.objects.count() + Proof.objects.count()
    for settlement in Settlement.objects.order_by("pk"):
        clerk, secretary = holder(settlement, Role.COMMITTEE), holder(settlement, Role.SECRETARY)
        if clerk and secretary:
            _prove_newest(settlement, clerk, Random(f"{seed}-{settlement.code}"), today)
    _prove_spending(seed, today)
    _walk_evidence(today)
    plant_data_requests(seed, today, lambda settlement: holder(settlement, Role.COMMITTEE))
    _send(today)
    for model in (EvidenceFile, Proof, DataSubjectRequest):
        mark(model.objects.all())
    asked = [batch_of(check) for check in SpotCheck.objects.all()]
    mark(
        Interview.objects.filter(batch_name__in=asked)
    )  # written by steps of the check, not by the demo's writer
    return EvidenceFile.objects.count() + Proof.objects.count() - before


def mark(rows: QuerySet) -> None:
    """Demo rows say so, and have the same identity in every build."""
    model: Any = rows.model
    for number, row in enumerate(rows.order_by("pk").values_list("pk", flat=True)):
        name = UUID(seeded_uuid(f"{model._meta.label_lower}-{number}"))
        model._base_manager.filter(pk=row).update(demo=True, client_uuid=name)
        model.history.model._base_manager.filter(id=row).update(demo=True, client_uuid=name)


def holder(settlement: Settlement, role: str) -> User | None:
    post = Post.objects.filter(area=settlement.area, role=role).select_related("user").order_by("pk").first()
    return post.user if post else None


# -- evidence --------------------------------------------------------------------------
def _prove_newest(settlement: Settlement, clerk: User, dice: Random, today: date) -> None:
    pictures: list[bytes] = []
    story = settlement.code[:3]
    for model, words in PROVED:
        rows = model.objects.filter(settlement=settlement, occurred_on__lte=today).exclude(status=Status.VOID)
        for number, row in enumerate(rows.order_by("-occurred_on", "-pk")[:OF_EACH]):
            again = bool(pictures) and model is CulturalActivity and number == 0 and story in ALIKE
            image = _shrunk(pictures[0]) if again else _scene(dice)
            away = 9 if model is LegalSession and number == 0 and story in OTHER_DAY else 0
            data = _jpeg(image, row.occurred_on - timedelta(days=away))
            pictures.append(data)
            name = f"{words}{row.occurred_on:%m%d}.jpg"
            where = _where(row) if number == 0 else ""
            minors = story == WITH_MINORS and model is CulturalActivity and number == OF_EACH - 1
            seen = _stored(settlement, clerk, data, row.occurred_on, name, place=where, has_minors=minors)
            prove(row, by=clerk, file=seen)
            if number == 1:
                prove(
                    row, by=clerk, kind=ProofKind.RESIDENT, statement="两位参加群众确认属实", confirmed="phone", taken_by=str(clerk)
                )  # fmt: skip
            if number == 0:
                _prove_in_words(settlement, row, clerk)
            if number == 2:
                sheet = _stored(
                    settlement,
                    clerk,
                    _sheet(dice, words),
                    row.occurred_on,
                    f"{words}记录{row.occurred_on:%m%d}.pdf",
                )
                prove(row, by=clerk, file=sheet)


def _prove_in_words(settlement: Settlement, row: Any, clerk: User) -> None:
    """Another ledger's row, a report from outside, a match with other data; in some places a file that proves nothing yet."""
    if isinstance(row, CulturalActivity):
        other = (
            EducationSession.objects.live()
            .filter(settlement=settlement)
            .order_by("-occurred_on", "-pk")
            .first()
        )
        if other is not None:
            prove(row, by=clerk, kind=ProofKind.ROW, row=other, statement="同一场活动的教育培训记录")
    elif isinstance(row, SafetyHazard):
        prove(
            row, by=clerk, kind=ProofKind.REPORT, source_name="县消防救援大队消防检查意见", statement="隐患位置和整改要求一致",
        )  # fmt: skip
    elif isinstance(row, EducationSession):
        prove(
            row, by=clerk, kind=ProofKind.DATA, source_name="县教育局培训签到名单", statement="人数和日期一致",
        )  # fmt: skip
    elif settlement.code[:3] in UNUSED:
        data = _jpeg(_scene(Random(f"unused-{settlement.code}")), row.occurred_on)
        _stored(settlement, clerk, data, row.occurred_on, "待整理的现场照片.jpg")


WALK: tuple[tuple[tuple[str, str], ...], ...] = (
    (("verify", ""), ("accept", "")),
    (("verify", ""), ("accept", ""), ("archive", "")),
    (("verify", ""),),
    (),
    (("query", "看不清是哪一天，请说明"),),
    (("query", "人数和记录不一致，请核对"), ("answer", "记录的是到场人数，名单另含工作人员")),
    (("verify", ""), ("accept", "")),
    (("verify", ""), ("reject", "材料反映的不是这件事")),
    (("verify", ""), ("reject", "同一份材料已经用过"), ("archive", "")),
)
"""How far evidence has come, by turns; nothing at all: it still waits to be verified."""


def _walk_evidence(today: date) -> None:
    """Evidence in every state: verified by the secretary, answered by who brought it, accepted by the county."""
    for settlement in Settlement.objects.order_by("pk"):
        secretary, clerk = holder(settlement, Role.SECRETARY), holder(settlement, Role.COMMITTEE)
        reviewer = _reviewer(settlement)
        if not (secretary and clerk and reviewer):
            continue
        hands = {"verify": secretary, "query": secretary, "answer": clerk}
        for number, proof in enumerate(Proof.objects.filter(settlement=settlement).order_by("pk")):
            for event, reason in WALK[number % len(WALK)]:
                step_proof(proof, event, by=hands.get(event, reviewer), reason=reason, on=today)


def _reviewer(settlement: Settlement) -> User | None:
    posts = Post.objects.filter(area=settlement.county, role=Role.COUNTY_REVIEWER).select_related("user")
    post = posts.order_by("pk").first()
    return post.user if post else None


def _where(row: Any) -> str:
    """Where a picture was taken, as far as the record tells."""
    venue = getattr(row, "venue", None)
    return str(getattr(row, "place", "") or (venue.name if venue else "小区院坝"))[:100]


def _stored(settlement: Settlement, by: User, data: bytes, day: date, name: str, **seen: Any) -> EvidenceFile:
    """As uploaded; `seen` says where it was taken and whether minors are in it. What shows minors stays inside."""
    number = EvidenceFile.objects.filter(settlement=settlement).count()
    return store_upload(
        io.BytesIO(data), settlement=settlement, fact_on=day, by=by, name=name,
        client_uuid=UUID(seeded_uuid(f"file-{settlement.code}-{number}")), **seen,
    )  # fmt: skip


def _scene(dice: Random) -> Image.Image:
    """Hills, houses and people as shapes: a picture of its own, of nobody."""
    image = Image.new("RGB", SIZE, (dice.randrange(150, 220), dice.randrange(180, 225), 235))
    draw = ImageDraw.Draw(image)
    for _ in range(6):
        x, top = dice.randrange(-100, 600), dice.randrange(120, 260)
        draw.polygon(
            [(x, 380), (x + 150, top), (x + 320, 380)],
            fill=(dice.randrange(60, 120), dice.randrange(110, 160), 90),
        )
    draw.rectangle((0, 360, *SIZE), fill=(200, 190, 170))
    for _ in range(dice.randrange(4, 9)):
        x, high = dice.randrange(0, 560), dice.randrange(90, 210)
        draw.rectangle((x, 400 - high, x + 70, 400), fill=tuple(dice.randrange(90, 240) for _ in range(3)))
    for _ in range(dice.randrange(6, 20)):
        x, y = dice.randrange(10, 620), dice.randrange(390, 450)
        colour = tuple(dice.randrange(40, 220) for _ in range(3))
        draw.ellipse((x, y - 14, x + 10, y - 4), fill=(225, 190, 160))
        draw.rectangle((x - 2, y - 4, x + 12, y + 18), fill=colour)
    return image


def _shrunk(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB").resize((480, 360))


def _jpeg(image: Image.Image, day: date) -> bytes:
    exif, out = Image.Exif(), io.BytesIO()
    exif.get_ifd(PART)[TAKEN] = f"{day:%Y:%m:%d} 10:20:00"
    image.save(out, "JPEG", quality=80, exif=exif.tobytes())
    return out.getvalue()


def _sheet(dice: Random, title: str) -> bytes:
    """A scanned list: lines and strokes, no names."""
    image = Image.new("L", (620, 877), 250)
    draw = ImageDraw.Draw(image)
    for line in range(20):
        y = 120 + line * 34
        draw.line((60, y, 560, y), fill=120)
        draw.line(
            [(80 + n * 9, y - 8 - dice.randrange(12)) for n in range(dice.randrange(8, 40))], fill=40, width=2
        )
    out = io.BytesIO()
    image.save(out, "PDF", title=title, creationDate=None, modDate=None)
    return out.getvalue()


def _prove_spending(seed: int, today: date) -> None:
    """A scanned voucher for the newest payments of every settlement; older ones still wait for theirs."""
    for settlement in Settlement.objects.order_by("pk"):
        clerk = holder(settlement, Role.COMMITTEE)
        rows = FundSpending.objects.filter(settlement=settlement, paid_on__lte=today).exclude(
            status=Status.VOID
        )
        for row in rows.order_by("-paid_on", "-pk")[:VOUCHERS] if clerk else ():
            scan = _sheet(Random(f"{seed}-{row.voucher_no}"), "付款凭证")
            prove(
                row,
                by=clerk,
                file=_stored(settlement, clerk, scan, row.paid_on, f"付款凭证{row.voucher_no}.pdf"),
            )


# -- messages ------------------------------------------------------------------------------
def _send(today: date) -> None:
    """A few matters between colleagues: open, overdue, reminded, done, copied."""
    for settlement in Settlement.objects.order_by("pk")[:4]:
        clerk, secretary = holder(settlement, Role.COMMITTEE), holder(settlement, Role.SECRETARY)
        county = (
            Post.objects.filter(area=settlement.county, role=Role.COUNTY_HQ)
            .select_related("user")
            .order_by("pk")
            .first()
        )
        if not (clerk and secretary and county):
            continue
        place: dict[str, Any] = {"settlement": settlement}
        notify(
            "请核对本月新增住户的户口信息",
            by=secretary,
            to_user=clerk,
            url="/ledgers/households/",
            due_on=today + timedelta(5),
            **place,
        )
        late = notify(
            "请补齐第三季度院坝会议题的反馈",
            by=secretary,
            to_user=clerk,
            url="/todo/",
            due_on=today - timedelta(3),
            **place,
        )
        remind(late, by=secretary, at=timezone.make_aware(datetime.combine(today, time(9))))
        done = notify(
            "请报送消防演练安排", by=county.user, to_user=secretary, due_on=today - timedelta(1), **place
        )
        finish(done, by=secretary, on=today - timedelta(2))
        notify(
            "已收到贵社区的自评材料，审核进度可在创建活动中查看",
            by=county.user,
            to_user=secretary,
            kind="copy",
            url="/campaigns/",
            **place,
        )
