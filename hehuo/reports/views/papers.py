"""Pages of one paper: its words, its way, its files; and the templates."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from hehuo.audit.models import Entry
from hehuo.evidence.formats import FORMATS
from hehuo.org.rights import requires
from hehuo.programme.models import Finding
from hehuo.reports import fonts, privacy, workflow
from hehuo.reports.addressees import code_of_place, recipient_for, recipients_of, without_account
from hehuo.reports.forms import DraftForm, TemplateForm
from hehuo.reports.keeping import (
    drawn_in,
    kept,
    kept_pdf,
    pdf_of,
    retire_template,
    store_template,
    template_for,
    word_of,
)
from hehuo.reports.kinds import kinds, label_of
from hehuo.reports.models import OUT, IssuedDocument, State, WordTemplate
from hehuo.reports.numbers import issuer_of
from hehuo.reports.people_named import residents_named
from hehuo.reports.placeholders import MEANINGS, NEEDED, sample_template
from hehuo.reports.signing import may_sign, who_signs
from hehuo.reports.steps import BY_NAME, form_of, steps_for
from hehuo.reports.views.access import PDF, download, keeps_templates, may_enter, sentences
from hehuo.reports.writers import office

BEFORE_SIGNING = (State.DRAFT, State.CHECKING, State.TO_SIGN)
WORD_TYPE = FORMATS["docx"].media_type
ACTIONS = {
    "draft": "拟稿", "edit": "修改", "ask_units": "送单位核对", "answer": "单位答复", "take_back": "收回修改", "submit": "送签发",
    "send_back": "退回修改", "sign": "签发", "issue": "编号印发", "read": "签收", "receive_on_paper": "登记纸质签收", "withdraw": "撤回", "archive": "归档", "drop": "不再办理",
}  # fmt: skip


def _paper(request: HttpRequest, pk: int) -> IssuedDocument:
    rows = IssuedDocument.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("area", "created_by", "signed_by", "issued_by", "template", "corrects"), pk=pk
    )


@requires(may_enter)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper; opened by an addressee it counts as received."""
    document = _paper(request, pk)
    workflow.mark_read(document, by=request.user)
    return _show(request, document)


def template_of(document: IssuedDocument) -> WordTemplate | None:
    """The template that its Word file has, or would have now."""
    return document.template if document.state in OUT else template_for(document.kind, document.area)


def layout_of(document: IssuedDocument, template: WordTemplate | None) -> str:
    """Which files look like the own template, in words."""
    if template is None:
        return ""
    drawn = document.pdf_in_template if document.state in OUT and document.pdf_sha256 else drawn_in(template)
    if drawn:
        return f"Word 和 PDF 都用本级模板“{template.name}”"
    missing = "" if office.program() else "（本机没有安装 LibreOffice）"
    return f"Word 用本级模板“{template.name}”；PDF 用标准版式{missing}"


def _show(
    request: HttpRequest, document: IssuedDocument, bound: Any = None, status: int = 200
) -> HttpResponse:
    offers = [
        (step, bound if bound and bound.prefix == step.name else form_of(step, document))
        for step in steps_for(document, request.user)
    ]
    inside = workflow.may_draft(request.user, document) or may_sign(request.user, document)
    recipients = recipients_of(document) if inside else []
    without = without_account(row.place for row in recipients) if recipients else set()
    bare = {row.pk for row in recipients if code_of_place(row.place) in without}
    context = {
        "document": document, "layout": layout_of(document, template_of(document)), "label": label_of(document.kind), "paper": document.paper(), "offers": offers, "out": document.state in OUT,
        "recipients": recipients, "seen": sum(1 for row in recipients if row.read_at),
        "mine": recipient_for(request.user, document), "inside": inside,
        "bare": bare, "who_signs": who_signs(document) if inside and document.state in BEFORE_SIGNING else "",
        "problems_listed": Finding.objects.visible_to(request.user).filter(papers=document),
        "findings": privacy.findings(document.paper()) if inside and document.state not in OUT else [],
        "named": residents_named(document.paper(), document.area) if inside and document.state in BEFORE_SIGNING else [],
        "may_edit": document.state == State.DRAFT and workflow.may_draft(request.user, document), "stand_ins": fonts.stand_ins(),
        "log": [(entry, ACTIONS.get(entry.action, entry.action)) for entry in Entry.objects.filter(
            object_type=document._meta.label_lower, object_id=document.pk).select_related("actor").order_by("-seq")] if inside else [],
        "corrections": document.corrections.exclude(state=State.DROPPED) if inside else document.corrections.filter(state__in=OUT),
    }  # fmt: skip
    return render(request, "reports/document.html", context, status=status)


@requires(may_enter)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the words of a draft."""
    document = _paper(request, pk)
    if not workflow.may_draft(request.user, document) or document.state != State.DRAFT:
        messages.error(request, "现在不能修改。已送出的先收回，已印发的请撤回后更正。")
        return redirect("document", pk=pk)
    form = DraftForm(request.POST or None, instance=document)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in DraftForm.Meta.fields}
        try:
            workflow.edit(
                document, values, by=request.user, recipients=form.cleaned_data["recipients"],
                copies=form.cleaned_data["copies_sent"],
            )  # fmt: skip
        except (ValidationError, PermissionDenied) as problem:
            form.add_error(None, sentences(problem))
        else:
            messages.success(request, "已保存。")
            return redirect("document", pk=pk)
    return render(
        request, "reports/edit.html", {"document": document, "form": form, "label": label_of(document.kind)}
    )


@requires(may_enter)
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take a step; a refusal is shown on the page and what was typed stays."""
    document = _paper(request, pk)
    wanted = BY_NAME.get(name)
    if wanted is None or request.method != "POST":
        raise Http404
    if document.state not in wanted.states or not wanted.may(request.user, document):
        raise PermissionDenied("这一步现在不能办理，或不由您办理。")
    form = form_of(wanted, document, request.POST)
    if form is not None and not form.is_valid():
        return _show(request, document, form, 409)
    try:
        result = wanted.take(document, request.user, form.cleaned_data if form else {})
    except (ValidationError, PermissionDenied) as problem:
        for text in sentences(problem):
            messages.error(request, text)
        return _show(request, _paper(request, pk), form, 409)
    messages.success(request, f"已办理“{wanted.label}”。")
    if name == "correct":
        return redirect("document-edit", pk=result.pk)
    return redirect("document", pk=pk)


@requires(may_enter)
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The stored file of an issued paper; of others the present words, while they are inside the house."""
    document = _paper(request, pk)
    as_pdf = request.GET.get("as") == PDF
    name = f"{document}".replace("/", "") + (".pdf" if as_pdf else ".docx")
    try:
        workflow.mark_read(document, by=request.user)
        if document.state in OUT:
            content = kept_pdf(document) if as_pdf else kept(document.word_sha256)
        else:
            write = pdf_of if as_pdf else word_of
            content = write(document.paper(), template_for(document.kind, document.area))
    except ValidationError as problem:
        return render(
            request,
            "reports/refused.html",
            {"problems": sentences(problem), "document": document},
            status=409,
        )
    return download(content, name, "application/pdf" if as_pdf else WORD_TYPE)


@requires(keeps_templates)
def templates(request: HttpRequest) -> HttpResponse:
    """Own Word templates: list, upload with check."""
    options = [(kind.code, kind.label) for kind in kinds().values()]
    form = TemplateForm(request.POST or None, request.FILES or None, kinds=options)
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            made = store_template(form.cleaned_data["file"], form.cleaned_data["kind"], by=request.user)
        except ValidationError as problem:
            problems = sentences(problem)
        else:
            messages.success(request, f"模板“{made.name}”检查通过，从现在起{label_of(made.kind)}用它生成。")
            return redirect("document-templates")
    area = workflow.headquarters_of(request.user)
    rows = WordTemplate.objects.filter(area=area).select_related("uploaded_by")
    context = {
        "form": form, "problems": problems, "rows": [(row, label_of(row.kind)) for row in rows], "meanings": MEANINGS.items(),
        "needed": NEEDED, "personal": [kind.label for kind in kinds().values() if kind.personal],
        "pdf_words": "PDF 也按模板的版式生成。" if office.program() else office.NOT_INSTALLED,
    }  # fmt: skip
    return render(request, "reports/templates.html", context, status=409 if problems else 200)


@requires(keeps_templates)
def template_file(request: HttpRequest, pk: int) -> HttpResponse:
    """An uploaded template again; 0 is the sample to begin with."""
    if pk == 0:
        personal = request.GET.get("for") == "personal"
        name = "当事人材料模板样例.docx" if personal else "公文模板样例.docx"
        head = issuer_of(workflow.headquarters_of(request.user)).head
        return download(sample_template(personal=personal, head=head), name, WORD_TYPE)
    row = get_object_or_404(WordTemplate, pk=pk, area=workflow.headquarters_of(request.user))
    return download(kept(row.sha256), row.name, WORD_TYPE)


@requires(keeps_templates)
def template_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to the standard layout."""
    row = get_object_or_404(WordTemplate, pk=pk, area=workflow.headquarters_of(request.user))
    if request.method == "POST" and row.retired_on is None:
        retire_template(row, by=request.user)
        messages.success(request, f"已停用，{label_of(row.kind)}恢复标准版式。")
    return redirect("document-templates")
