"""Files of issued papers and templates: kept by their hash beside the evidence, the same bytes lie there once."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from hehuo.audit import trail
from hehuo.evidence import files
from hehuo.reports.kinds import Kind, needed_by
from hehuo.reports.models import IssuedDocument, KeptBulletin, WordTemplate
from hehuo.reports.paper import Paper
from hehuo.reports.placeholders import check_template, fill_template
from hehuo.reports.workflow import headquarters_of
from hehuo.reports.writers import office


def keep(content: bytes) -> str:
    """Store bytes; returns their SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    files.keep([content], files.place_of(digest), len(content))
    return digest


def kept(sha256: str) -> bytes:
    """Stored bytes, whole: what was changed on the disk is refused."""
    content = files.place_of(sha256).read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValidationError("存档文件与登记的校验值不符，请告诉系统管理员公文标题，由他从备份恢复。")
    return content


def template_for(kind: str, area: Any) -> WordTemplate | None:
    """The template in use of a headquarters for a kind of paper."""
    return WordTemplate.objects.filter(kind=kind, area=area, retired_on__isnull=True).first()


def template_of_record(kind: Kind, subject: Any, user: Any) -> WordTemplate | None:
    """The template for a paper made from a record: of the own headquarters; for papers of a settlement's ledgers, which
    communities and townships make, of its county, else of its city."""
    own = headquarters_of(user)
    settlement = getattr(subject, "settlement", None)
    if own is not None or settlement is None:
        return template_for(kind.code, own) if own else None
    county = settlement.county
    return template_for(kind.code, county) or template_for(kind.code, county.get_root())


def word_of(paper: Paper, template: WordTemplate | None = None) -> bytes:
    """The Word file: the city's template when there is one, else the standard layout."""
    from hehuo.reports.writers.word import write_word

    return fill_template(kept(template.sha256), paper) if template else write_word(paper)


def pdf_of(paper: Paper, template: WordTemplate | None = None) -> bytes:
    """The PDF: as the own template looks where LibreOffice can draw it, else in the standard layout."""
    from hehuo.reports.writers.pdf import write_pdf

    return office.convert(word_of(paper, template)) if drawn_in(template) else write_pdf(paper)


def drawn_in(template: WordTemplate | None) -> bool:
    """Whether a PDF looks like the template."""
    return template is not None and bool(office.program())


def write_and_keep(document: IssuedDocument | KeptBulletin, *, pdf: bool = True) -> None:
    """Write Word, and PDF where this machine can, and note their hashes on the document (not saved here).

    A PDF in an own template takes seconds: it is drawn when somebody first asks for it, outside of the issue."""
    paper = document.paper()
    document.template = template_for(document.kind, document.area)
    document.word_sha256 = keep(word_of(paper, document.template))
    document.pdf_sha256 = ""
    if pdf and not drawn_in(document.template):
        with suppress(ValidationError):
            document.pdf_sha256 = keep(pdf_of(paper))


def kept_pdf(document: IssuedDocument | KeptBulletin) -> bytes:
    """The PDF of an issued paper; where none was drawn at issue it is drawn from the same words now, and kept."""
    if not document.pdf_sha256:
        own = drawn_in(document.template)
        content = office.convert(kept(document.word_sha256)) if own else pdf_of(document.paper())
        row = type(document)._default_manager.filter(pk=document.pk, pdf_sha256="")
        row.update(pdf_sha256=keep(content), pdf_in_template=own)  # who drew it first wins
        document.refresh_from_db(fields=["pdf_sha256", "pdf_in_template"])
    return kept(document.pdf_sha256)


def store_template(file: Any, kind: str, *, by: Any) -> WordTemplate:
    """Check and keep an uploaded template; the earlier one of the same kind is retired. Raises `ValidationError`."""
    area = headquarters_of(by)
    if area is None:
        raise ValidationError("只有指挥部办公室可以更换模板。")
    content = file.read()
    names = check_template(content, needed=needed_by(kind))
    WordTemplate.objects.filter(kind=kind, area=area, retired_on__isnull=True).update(
        retired_on=timezone.localdate()
    )
    made = WordTemplate.objects.create(
        kind=kind, area=area, name=(getattr(file, "name", "") or "模板.docx")[-150:], sha256=keep(content), size=len(content),
        placeholders=names, uploaded_by=by,
    )  # fmt: skip
    trail.record("store_template", made, by=by, data={"kind": kind, "sha256": made.sha256})
    return made


def retire_template(template: WordTemplate, *, by: Any) -> None:
    """Back to the standard layout."""
    if headquarters_of(by) != template.area:
        raise ValidationError("只有上传单位可以停用模板。")
    template.retired_on = timezone.localdate()
    template.save(update_fields=["retired_on"])
    trail.record("retire_template", template, by=by)
