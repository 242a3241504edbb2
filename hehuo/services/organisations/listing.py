"""The page that puts the usual files on a settlement's list."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone

from hehuo.org.rights import requires, writes
from hehuo.services.asking_page import asking_page
from hehuo.services.organisations.forms import UsualFilesForm
from hehuo.services.organisations.models import RequiredFile
from hehuo.services.organisations.services import USUAL_FILES, list_usual_files


@requires(writes(RequiredFile.domain))
def usual_files(request: Any) -> Any:
    """Asks for the settlement, then adds what is not on its list yet."""
    form = UsualFilesForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = list_usual_files(form.cleaned_data["settlement"], by=request.user, on=timezone.localdate())
        except PermissionDenied as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"已列入 {len(made)} 项资料。" if made else "常用资料都已在清单里。")
            return redirect("required-files-list")
    return asking_page(
        request, form, title="列入常用资料", purpose="把常用的资料一次列入清单；已在清单里的不重复列入。",
        button="列入", ledger="required-files", ledger_name="应有资料", listed=[kind.label for kind in USUAL_FILES],
    )  # fmt: skip


URLS = [path("ledgers/required-files/usual/", usual_files, name="required-files-usual")]
