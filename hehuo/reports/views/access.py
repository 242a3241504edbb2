"""Who comes in, and how a file goes out."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse

from hehuo.org.rights import right_of, roles_of, signed_in
from hehuo.reports.workflow import headquarters_of

WORD, PDF = "word", "pdf"


def may_enter(user: Any) -> bool:
    """Whoever reads, writes or approves anything: each paper and pack then asks for its own right."""
    return signed_in(user) and any(right_of(roles_of(user), domain) != "-" for domain in "ABCDEFGHIJ")


def keeps_templates(user: Any) -> bool:
    """The offices of city and counties."""
    return headquarters_of(user) is not None


def download(content: bytes, name: str, media_type: str) -> HttpResponse:
    """A file that no cache keeps."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response


def sentences(problem: ValidationError | PermissionDenied) -> list[str]:
    """What a refusal says."""
    if isinstance(problem, ValidationError):
        return list(problem.messages)
    return [str(problem) or "您的角色不能办理这一步。"]
