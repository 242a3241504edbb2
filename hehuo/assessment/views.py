"""Pages of the standard."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from hehuo.assessment import editions
from hehuo.assessment.models import StandardEdition, StandardFinding
from hehuo.assessment.standards.editions import diff_editions
from hehuo.assessment.standards.reading import StandardRefused, read_standard
from hehuo.org.rights import has_role, reads, requires
from hehuo.org.roles import Role

MAX_UPLOAD = 10 * 1024 * 1024
keeps_the_standard = has_role(Role.CITY_OFFICE, Role.CITY_LEADER)
reads_the_standard = reads("A")


class ImportForm(forms.Form):
    """Upload of the official table."""

    file = forms.FileField(label="官方考核表", help_text="支持 .txt、.docx、.xlsx，不超过 10 MB。")
    name = forms.CharField(label="名称", max_length=120, help_text="例如：2019 年创建考核标准。")
    code = forms.CharField(
        label="版本代号", max_length=40, help_text="字母、数字和短横线，例如 LPS-2019。",
        validators=[RegexValidator(r"^[A-Za-z0-9-]+$", "版本代号只能用字母、数字和短横线。")],
    )  # fmt: skip

    def clean_file(self):
        """Refuse what is too large before reading it."""
        upload = self.cleaned_data["file"]
        if upload.size > MAX_UPLOAD:
            raise ValidationError("文件超过 10 MB，请只上传考核表本身。")
        return upload


class FindingForm(forms.Form):
    """A decision on a finding; points only where points are missing."""

    resolution = forms.CharField(label="处理意见", max_length=300, widget=forms.TextInput)
    points = forms.CharField(label="有效分值", max_length=6, required=False)


class InForceForm(forms.Form):
    """From which day an edition is the one in force."""

    on = forms.DateField(
        label="从哪天起", widget=forms.DateInput(attrs={"type": "date", "class": "form-control"})
    )


@requires(reads_the_standard)
def edition_list(request: HttpRequest) -> HttpResponse:
    """All editions, newest first."""
    rows = StandardEdition.objects.select_related("published_by")
    context = {
        "editions": rows,
        "current": editions.current_or_none(),
        "may_import": keeps_the_standard(request.user),
    }
    return render(request, "assessment/editions.html", context)


@requires(keeps_the_standard)
def edition_import(request: HttpRequest) -> HttpResponse:
    """Upload a table; a draft with findings comes out, or one clear reason why not."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            result = read_standard(upload.read(), upload.name)
            edition = editions.store_draft(
                result,
                code=form.cleaned_data["code"],
                name=form.cleaned_data["name"],
                filename=upload.name,
                by=request.user,
            )
        except StandardRefused as problem:
            form.add_error("file", str(problem))
        except ValidationError as problem:
            form.add_error("code", problem)
        else:
            messages.success(request, "已形成草稿。请逐条处理下面的发现，处理完就可以发布。")
            return redirect("standard", code=edition.code)
    return render(request, "assessment/import.html", {"form": form})


@requires(reads_the_standard)
def edition_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One edition: official wording as printed, sub-criteria, findings, what is in the way of publication."""
    edition = get_object_or_404(StandardEdition, code=code)
    findings = list(edition.findings.select_related("resolved_by"))
    is_draft = edition.state == StandardEdition.State.DRAFT
    may_put = edition.state == StandardEdition.State.PUBLISHED and keeps_the_standard(request.user)
    context = {
        "edition": edition,
        "current": editions.current_or_none(),
        "in_force_form": InForceForm(initial={"on": timezone.localdate().isoformat()}) if may_put else None,
        "findings": [(f, editions.item_of(f) is not None) for f in findings],
        "open_count": sum(1 for f in findings if not f.resolved_at and f.severity != "info"),
        "obstacles": editions.obstacles(edition) if is_draft else [],
        "may_decide": is_draft and keeps_the_standard(request.user),
        "items_count": sum(len(s["items"]) for s in edition.data["sections"]),
        "points_total": sum(
            float(i["points_effective"] or 0) for s in edition.data["sections"] for i in s["items"]
        ),
        "others": StandardEdition.objects.exclude(pk=edition.pk),
    }
    return render(request, "assessment/edition.html", context)


@requires(keeps_the_standard)
@require_POST
def finding_resolve(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Decide on one finding."""
    finding = get_object_or_404(StandardFinding, pk=pk, edition__code=code)
    form = FindingForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请写明处理意见。")
    else:
        try:
            editions.resolve_finding(
                finding, form.cleaned_data["resolution"], by=request.user, points=form.cleaned_data["points"]
            )
        except ValidationError as problem:
            messages.error(request, "；".join(problem.messages))
        else:
            messages.success(request, f"已处理：{finding.where}。")
    return redirect("standard", code=code)


@requires(keeps_the_standard)
@require_POST
def edition_publish(request: HttpRequest, code: str) -> HttpResponse:
    """Freeze and publish."""
    edition = get_object_or_404(StandardEdition, code=code)
    try:
        editions.publish(edition, by=request.user)
    except ValidationError as problem:
        for text in problem.messages:
            messages.error(request, text)
    else:
        messages.success(request, "标准已冻结并发布，今后不再改动。")
    return redirect("standard", code=code)


@requires(keeps_the_standard)
@require_POST
def edition_in_force(request: HttpRequest, code: str) -> HttpResponse:
    """Make it the edition that is used when none is named, from a day on."""
    edition = get_object_or_404(StandardEdition, code=code)
    form = InForceForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError("请填写起始日。")
        editions.put_in_force(edition, by=request.user, on=form.cleaned_data["on"])
    except ValidationError as problem:
        for text in problem.messages:
            messages.error(request, text)
    else:
        messages.success(
            request, f"从{form.cleaned_data['on']:%Y年%-m月%-d日}起按这一版标准评分；正在进行的创建轮次不变。"
        )
    return redirect("standard", code=code)


@requires(reads_the_standard)
def edition_diff(request: HttpRequest) -> HttpResponse:
    """Two editions side by side."""
    first = get_object_or_404(StandardEdition, code=request.GET.get("a", ""))
    second = get_object_or_404(StandardEdition, code=request.GET.get("b", ""))
    context = {"first": first, "second": second, "changes": diff_editions(first.data, second.data)}
    return render(request, "assessment/diff.html", context)
