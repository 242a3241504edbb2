"""登记了哪些信息: what the house holds on the person of a request, to be printed and handed over (PIPL art. 45)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from hehuo.audit import trail
from hehuo.desk.contents import LEDGERS, ledger_by_slug
from hehuo.org.rights import requires
from hehuo.records.display import BOOKKEEPING, HIDDEN, Display, words_of
from hehuo.records.models import Status
from hehuo.records.sealed import SealedField
from hehuo.residents.models import DataSubjectRequest, Household, Person

OF_REQUESTS: Any = ledger_by_slug("data-requests")
State = DataSubjectRequest.State
AFTER_IDENTITY = (State.CHECKED, State.ANSWERED)
LEFT_OUT = BOOKKEEPING | {"status", "occurred_on", "settlement", "name_initials", "head_initials"}


@dataclass(frozen=True)
class Held:
    """Rows of one ledger that name the person or the household."""

    ledger: str
    count: int
    url: str


@requires(OF_REQUESTS.allowed("write"))
def held(request: HttpRequest, pk: int) -> HttpResponse:
    """The person's and the household's own columns, then the ledgers; looking is recorded."""
    asked = get_object_or_404(DataSubjectRequest.objects.visible_to(request.user).live(), pk=pk)
    if asked.state not in AFTER_IDENTITY or asked.identity_on is None:
        raise PermissionDenied("先核验申请人的身份，才能查阅登记的信息。")
    person = Person.objects.select_related("household__dwelling__building", "settlement").get(
        pk=asked.person_id
    )
    rows, elsewhere = ledgers_about(request.user, person)
    trail.looked_at(person, ["held"], by=request.user, reason=f"个人信息权利申请 {asked.record_no}")
    context = {
        "asked": asked, "person": person, "today": timezone.localdate(), "rows": rows, "elsewhere": elsewhere,
        "groups": [("本人", _columns(person, request.user)), ("所在的户", _columns(person.household, request.user))],
        "back": OF_REQUESTS.url("detail", pk=asked.pk),
    }  # fmt: skip
    return render(request, "desk/held.html", context)


def _columns(row: Any, user: Any) -> list[tuple[str, str]]:
    """Every filled column in words; sealed ones say only that they are held."""
    if row is None:
        return []
    display, found = Display(type(row), user), []
    for field in row._meta.concrete_fields:
        if field.name in LEFT_OUT or field.primary_key or field.name.endswith("_index"):
            continue
        if getattr(row, field.attname) in (None, ""):
            continue
        shown = "已登记，加密保存" if isinstance(field, SealedField) else str(display.value(row, field.name))
        shown = "已登记，这里不显示" if shown == HIDDEN else shown
        found.append((words_of(field), shown))
    return found


def ledgers_about(user: Any, person: Person) -> tuple[list[Held], list[str]]:
    """Ledgers with rows about the person, one query for each; and the names of those that others must look into."""
    found, elsewhere = [], []
    for ledger in LEDGERS:
        links = [
            field
            for field in ledger.model._meta.concrete_fields
            if field.related_model in (Person, Household)
        ]
        if not links or ledger.model in (DataSubjectRequest, Person):
            continue
        name = str(ledger.model._meta.verbose_name)
        if not ledger.allowed("read")(user):
            elsewhere.append(name)
            continue
        wanted = Q(pk__in=[])
        for field in links:
            key = person.pk if field.related_model is Person else person.household_id
            wanted |= Q(**{field.name: key}) if key else Q(pk__in=[])
        count = ledger.model.objects.visible_to(user).exclude(status=Status.VOID).filter(wanted).count()
        if count:
            found.append(Held(name, count, _list_of(ledger, links, person)))
    return found, elsewhere


def _list_of(ledger: Any, links: list[Any], person: Person) -> str:
    """The list, filtered where the ledger has such a filter."""
    for field in links:
        if field.name in ledger.filters:
            key = person.pk if field.related_model is Person else person.household_id
            return f"{ledger.url('list')}?{field.name}={key}"
    return str(ledger.url("list"))
