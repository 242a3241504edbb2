"""The way of a paper: draft → facts checked with the units → signing → number and issue → read → archive (domain §3.4).

Each call is one transaction with its audit entry. What was issued never changes: a mistake is withdrawn with a reason and
corrected by a new paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from hehuo.audit import trail
from hehuo.notices import services as notices
from hehuo.notices.models import NoticeKind
from hehuo.org.models import Area
from hehuo.org.roles import Role
from hehuo.org.workdays import WorkCalendar
from hehuo.reports import privacy
from hehuo.reports.addressees import (
    COPY,
    MAIN,
    Place,
    asked_for,
    finish_for,
    recipients_for,
    recipients_of,
    set_recipients,
    tell,
)
from hehuo.reports.models import OFFICES, DocumentRecipient, IssuedDocument, Retention, State, posts_of
from hehuo.reports.numbers import issuer_of, number_text
from hehuo.reports.paper import Paper, tables_as_data
from hehuo.reports.people_named import residents_named
from hehuo.reports.signing import may_sign, signers, signers_above, signing_role, who_signs

CHECK_DAYS = 2
"""Working days in which units check the facts (domain §3.4)."""


def headquarters_of(user: Any) -> Area | None:
    """The city or county whose papers the person drafts."""
    for post in posts_of(user):
        if post.role in (Role.CITY_OFFICE, Role.COUNTY_HQ) and post.role in OFFICES.get(post.area.kind, ()):
            return post.area
    return None


def may_draft(user: Any, document: IssuedDocument | None = None) -> bool:
    """Whether the person drafts papers (of this headquarters)."""
    area = headquarters_of(user)
    return area is not None and (document is None or document.area_id == area.pk)


@transaction.atomic
def draft(
    paper: Paper, *, area: Area, by: Any, subject: Any = None, recipients: Sequence[Place] = (), copies: Sequence[Place] = (),
    is_public: bool = False,
) -> IssuedDocument:  # fmt: skip
    """A new draft with the words of `paper`."""
    if not may_draft(by) or headquarters_of(by) != area:
        raise PermissionDenied("只有本级指挥部办公室可以拟稿。")
    document = IssuedDocument.objects.create(
        kind=paper.kind, area=area, title=paper.title.replace("\n", ""), addressee=paper.addressee,
        body="\n".join(paper.texts()), tables=tables_as_data(paper.tables()), remark=paper.remark, copies_to=paper.copies_to,
        subject_model=subject._meta.label_lower if subject else "", subject_id=subject.pk if subject else None, created_by=by, is_public=is_public,
    )  # fmt: skip
    set_recipients(document, recipients, copies)
    trail.record("draft", document, by=by, data={"kind": paper.kind, "title": document.title})
    return document


def _locked(document: IssuedDocument, *states: State) -> IssuedDocument:
    found = IssuedDocument.objects.select_for_update().select_related("area").get(pk=document.pk)
    if found.state not in states:
        raise ValidationError(f"现在是“{found.get_state_display()}”，不能办理这一步。请刷新页面。")
    return found


def _drafter(document: IssuedDocument, by: Any) -> None:
    if not may_draft(by, document):
        raise PermissionDenied("只有发文单位的办公室可以办理这一步。")


def _move(document: IssuedDocument, state: State, action: str, by: Any, **values: Any) -> IssuedDocument:
    for name, value in values.items():
        setattr(document, name, value)
    document.state = state
    document.save()
    data = {name: str(value) for name, value in values.items() if not name.endswith("_at")}
    trail.record(action, document, by=by, data={"state": str(state), **data})
    return document


@transaction.atomic
def edit(
    document: IssuedDocument, values: dict[str, Any], *, by: Any, recipients: Sequence[Place], copies: Sequence[Place] = ()
) -> IssuedDocument:  # fmt: skip
    """Change the words of a draft."""
    document = _locked(document, State.DRAFT)
    _drafter(document, by)
    set_recipients(document, recipients, copies)
    return _move(document, State.DRAFT, "edit", by, **values)


@transaction.atomic
def ask_units(document: IssuedDocument, *, by: Any) -> IssuedDocument:
    """Send the draft to whom it is addressed (not to 抄送): they check the facts within two working days."""
    document = _locked(document, State.DRAFT)
    _drafter(document, by)
    rows = recipients_of(document, MAIN)
    if not rows:
        raise ValidationError("请先选择主送单位，再送核对。")
    privacy.check(document.paper())
    due = WorkCalendar().add_working_days(timezone.localdate(), CHECK_DAYS).day
    document.recipients.update(answer="", answer_text="", answered_by=None, answered_at=None)
    tell(document, rows, f"请核对《{document.title}》中涉及本单位的事实", by=by, due=due)
    return _move(document, State.CHECKING, "ask_units", by, check_due_on=due)


@transaction.atomic
def answer(document: IssuedDocument, *, by: Any, agreed: bool, text: str = "") -> DocumentRecipient:
    """An addressee says whether the facts are right."""
    document = _locked(document, State.CHECKING)
    row = asked_for(by, document)
    if row is None:
        raise PermissionDenied("这份文件没有请您的单位核对。")
    if not agreed and not text.strip():
        raise ValidationError("请写明哪一处与事实不符、依据是什么。")
    row.answer = DocumentRecipient.Answer.AGREED if agreed else DocumentRecipient.Answer.OBJECTED
    row.answer_text, row.answered_by, row.answered_at = text.strip()[:300], by, timezone.now()
    row.save()
    finish_for(document, row, by=by)
    trail.record("answer", document, by=by, data={"place": row.place.code, "answer": row.answer})
    return row


@transaction.atomic
def take_back(document: IssuedDocument, *, by: Any) -> IssuedDocument:
    """Back to the desk of the author, to change words."""
    document = _locked(document, State.CHECKING, State.TO_SIGN)
    _drafter(document, by)
    notices.finish_about(document, by=by)
    return _move(document, State.DRAFT, "take_back", by)


@transaction.atomic
def submit(document: IssuedDocument, *, by: Any) -> IssuedDocument:
    """To the leader for signing; the privacy check comes first."""
    document = _locked(document, State.DRAFT, State.CHECKING)
    _drafter(document, by)
    waiting = [str(row) for row in recipients_of(document, MAIN) if not row.answer]
    if document.state == State.CHECKING and waiting and timezone.localdate() <= document.check_due_on:
        raise ValidationError(f"还有单位没有答复：{'、'.join(waiting)}。期限到后视为没有不同意见。")
    privacy.check(document.paper())
    above = not signers(document.area, author_id=document.created_by_id)
    if above and not signers_above(document):
        raise ValidationError(who_signs(document))
    area = document.area.get_root() if above else document.area
    notices.finish_about(document, by=by)
    notices.notify(
        f"请{'代' if above else ''}签发《{document.title}》"[:200], by=by, to_role=signing_role(area), area=area, subject=document,
        url=reverse("document", args=[document.pk]), key=f"document-sign-{document.pk}",
    )  # fmt: skip
    return _move(document, State.TO_SIGN, "submit", by, send_back_reason="", signed_above=above)


@transaction.atomic
def send_back(document: IssuedDocument, *, by: Any, reason: str) -> IssuedDocument:
    """The signer wants changes."""
    document = _locked(document, State.TO_SIGN)
    if not may_sign(by, document):
        raise PermissionDenied("只有签发人可以退回，拟稿人不能签发自己的文稿。")
    if not reason.strip():
        raise ValidationError("请写明退回意见。")
    notices.finish_about(document, by=by)
    notices.notify(
        f"《{document.title}》退回修改：{reason.strip()}"[:200], by=by, to_user=document.created_by, subject=document,
        url=reverse("document", args=[document.pk]), key=f"document-mend-{document.pk}",
    )  # fmt: skip
    return _move(document, State.DRAFT, "send_back", by, send_back_reason=reason.strip()[:300])


@transaction.atomic
def sign(document: IssuedDocument, *, by: Any, names_reason: str = "") -> IssuedDocument:
    """签发, by a leader who did not draft it and who answers for the names of residents in it with a reason."""
    document = _locked(document, State.TO_SIGN)
    if not may_sign(by, document):
        raise PermissionDenied("只有签发人可以签发，拟稿人不能签发自己的文稿。")
    named = residents_named(document.paper(), document.area)
    if named and not names_reason.strip():
        raise ValidationError(
            [*map(str, named), "确需写明姓名的，请填写“保留姓名的理由”再签发；否则退回修改。"]
        )
    document.names_confirmed = [{"place": one.place, "name": one.name} for one in named]
    notices.finish_about(document, by=by)
    own = any(post.area_id == document.area_id for post in posts_of(by))
    return _move(
        document, State.SIGNED, "sign", by, signed_above=not own, signed_by=by, signed_at=timezone.now(),
        names_reason=names_reason.strip()[:300] if named else "",
    )  # fmt: skip


def code_of(document: IssuedDocument) -> str:
    """发文机关代字 of a paper, by its kind."""
    return issuer_of(document.area).code("纪" if document.kind == "minutes" else "通")


def next_serial(code: str, year: int) -> int:
    """The serial that follows the last one of the year."""
    top = IssuedDocument.objects.filter(code=code, year=year).aggregate(top=Max("serial"))["top"]
    return (top or 0) + 1


@transaction.atomic
def issue(
    document: IssuedDocument, *, by: Any, serial: int | None = None, on: date | None = None, pdf: bool = True
) -> IssuedDocument:
    """Number, write both files, keep them by hash, tell the addressees. Checked for privacy once more.

    Without `pdf` it is drawn when somebody asks for it."""
    from hehuo.reports.keeping import write_and_keep

    document = _locked(document, State.SIGNED)
    _drafter(document, by)
    day = on or timezone.localdate()
    if day > timezone.localdate():
        raise ValidationError("印发日期不能晚于今天。")
    if day < timezone.localtime(document.signed_at).date():
        raise ValidationError("印发日期不能早于签发日期。")
    code = code_of(document)
    document.code, document.year, document.issued_on = code, day.year, day
    document.serial = serial or next_serial(code, day.year)
    document.number = number_text(code, day.year, document.serial)
    privacy.check(document.paper())
    write_and_keep(document, pdf=pdf)
    try:
        with transaction.atomic():
            _move(document, State.ISSUED, "issue", by, issued_by=by, number=document.number,
                  word_sha256=document.word_sha256)  # fmt: skip
    except IntegrityError as problem:
        taken = f"文号 {document.number} 已经用过，下一个可用的顺序号是 {next_serial(code, day.year)}。"
        raise ValidationError(taken) from problem
    tell(document, recipients_of(document), f"请签收 {document.number}《{document.title}》", by=by)
    return document


@transaction.atomic
def mark_read(document: IssuedDocument, *, by: Any) -> DocumentRecipient | None:
    """签收: the first of an addressee who opens an issued paper; later openings change nothing."""
    if document.state not in (State.ISSUED, State.ARCHIVED):
        return None
    rows = recipients_for(by, document)
    for row in rows:
        if row.read_at is None:
            row.read_by, row.read_at = by, timezone.now()
            row.save(update_fields=["read_by", "read_at"])
            finish_for(document, row, by=by)
            trail.record("read", document, by=by, data={"place": row.place.code, "manner": row.manner})
    return next(iter(rows), None)


@transaction.atomic
def receive_on_paper(
    document: IssuedDocument, *, by: Any, recipient_id: int, signed_by: str, on: date
) -> DocumentRecipient:
    """纸质签收: the office enters who of an addressee without an account signed for the printed paper, and when."""
    document = _locked(document, State.ISSUED, State.ARCHIVED)
    _drafter(document, by)
    row = document.recipients.filter(pk=recipient_id).select_related("area", "unit").first()
    if row is None or row.read_at:
        raise ValidationError("这个单位已经签收。请刷新页面。")
    if not signed_by.strip():
        raise ValidationError("请填写签收人姓名。")
    if not document.issued_on <= on <= timezone.localdate():
        raise ValidationError(f"签收日期应当在印发日期（{document.issued_on:%Y-%m-%d}）和今天之间。")
    row.paper_signed_by, row.paper_received_on = signed_by.strip()[:40], on
    row.read_by, row.read_at = by, timezone.now()
    row.save()
    finish_for(document, row, by=by)
    trail.record("receive_on_paper", document, by=by, data={"place": row.place.code, "on": on.isoformat()})
    return row


@transaction.atomic
def withdraw(document: IssuedDocument, *, by: Any, reason: str) -> IssuedDocument:
    """撤回 with a reason that every addressee is told; the number stays used, the files stay kept."""
    document = _locked(document, State.ISSUED, State.ARCHIVED)
    _drafter(document, by)
    if not reason.strip():
        raise ValidationError("请写明撤回原因，收文单位会看到。")
    notices.finish_about(document, by=by)
    text = f"{document.number} 已撤回：{reason.strip()}"
    tell(document, recipients_of(document), text, by=by, kind=NoticeKind.COPY)
    return _move(
        document,
        State.WITHDRAWN,
        "withdraw",
        by,
        withdrawn_on=timezone.localdate(),
        withdraw_reason=reason.strip()[:300],
    )


@transaction.atomic
def correct(document: IssuedDocument, *, by: Any) -> IssuedDocument:
    """A new draft that corrects a withdrawn paper and says so."""
    document = _locked(document, State.WITHDRAWN)
    _drafter(document, by)
    old = document.corrections.exclude(state=State.DROPPED).first()
    if old:
        return old
    main, copies = ([row.place for row in recipients_of(document, manner)] for manner in (MAIN, COPY))
    made = draft(
        document.paper(),
        area=document.area,
        by=by,
        recipients=main,
        copies=copies,
        is_public=document.is_public,
    )
    made.findings.set(document.findings.all())
    made.corrects, made.remark = document, f"{document.number} 同时废止"
    made.subject_model, made.subject_id = document.subject_model, document.subject_id
    made.save()
    return made


@transaction.atomic
def archive(document: IssuedDocument, *, by: Any, archive_no: str, retention: str) -> IssuedDocument:
    """归档 with file number and period of keeping."""
    document = _locked(document, State.ISSUED)
    _drafter(document, by)
    if not archive_no.strip() or retention not in Retention.values:
        raise ValidationError("请填写档号并选择保管期限。")
    return _move(
        document, State.ARCHIVED, "archive", by, archived_on=timezone.localdate(), archive_no=archive_no.strip()[:60],
        retention=retention,
    )  # fmt: skip


@transaction.atomic
def drop(document: IssuedDocument, *, by: Any) -> IssuedDocument:
    """A draft that nobody needs; it is kept, with its log."""
    document = _locked(document, State.DRAFT)
    _drafter(document, by)
    return _move(document, State.DROPPED, "drop", by)
