"""Whom a headquarters writes to, apart as 主送 and 抄送 (GB/T 9704-2012, 7.3.2 and 7.4): choice in groups, words, post, receipts.

An addressee is an area (a county's headquarters, a settlement's community) or a unit (bureau, company, township).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from hehuo.notices import services as notices
from hehuo.notices.models import Notice, NoticeKind
from hehuo.org.models import Area, OrgUnit, Post
from hehuo.org.scope import path_range
from hehuo.reports.models import (
    ADDRESSED,
    UNIT_DESKS,
    DocumentRecipient,
    IssuedDocument,
    desk_of,
    posts_of,
)
from hehuo.reports.numbers import issuer_of

Place = Area | OrgUnit
Level, Manner = OrgUnit.Level, DocumentRecipient.Manner
MAIN, COPY = Manner.MAIN, Manner.COPY
MANY = 3
"""From so many on a whole group is worded as one."""
ACCOUNTLESS = "（没有账号，另送纸质件）"


@dataclass(frozen=True)
class Group:
    """Addressees of one sort: heading, how the whole of it is worded, members."""

    label: str
    everybody: str
    members: Sequence[Place]


def code_of_place(place: Place) -> str:
    """What a form sends for it."""
    return f"{place._meta.model_name}-{place.pk}"


def groups_for(area: Area) -> list[Group]:
    """Everybody that a headquarters writes to, in groups; empty ones are left out."""
    found = _city_groups(area) if area.kind == Area.Kind.CITY else _county_groups(area)
    return [group for group in found if group.members]


def _city_groups(city: Area) -> list[Group]:
    counties = list(city.get_descendants().filter(kind=Area.Kind.COUNTY).order_by("code"))
    bureaus = list(_units(city, Level.CITY, Level.COMPANY).filter(Q(area=city) | Q(area=None)))
    everybody = "各县（市、特区、区）易地扶贫搬迁工程建设指挥部"
    return [
        Group("县级指挥部", everybody, counties), Group("市直责任单位", "市直有关单位", bureaus), *_below(city),
    ]  # fmt: skip


def _county_groups(county: Area) -> list[Group]:
    bureaus = list(_units(county, Level.COUNTY, Level.COMPANY).exclude(code__endswith="-hq"))
    return [*_below(county), Group("县直单位", f"{county.name[-1]}直有关单位", bureaus)]


def _below(area: Area) -> list[Group]:
    communities = list(area.get_descendants().filter(kind=Area.Kind.SETTLEMENT).order_by("code"))
    return [
        Group("安置点（社区）", "各安置点社区居民委员会", communities),
        Group("乡镇（街道）", "各乡镇人民政府（街道办事处）", list(_units(area, Level.TOWNSHIP))),
    ]


def _units(area: Area, *levels: str) -> Any:
    """Units in being that nobody followed."""
    today = timezone.localdate()
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gt=today)
    rows = OrgUnit.objects.filter(lasting, level__in=levels, successor__isnull=True)
    return rows.filter(path_range(area.path, "area__path") | Q(area=None)).order_by("pk")


def without_account(places: Iterable[Place]) -> set[str]:
    """Codes of places where nobody signs in to open the post."""
    held = Post.objects.held_at(timezone.localdate()).filter(user__is_active=True)
    areas = set(held.filter(role__in=frozenset().union(*ADDRESSED.values())).values_list("area_id", "role"))
    units = set(held.filter(role__in=UNIT_DESKS).values_list("unit_id", flat=True))

    def opened(place: Place) -> bool:
        if isinstance(place, Area):
            return any((place.pk, role) in areas for role in ADDRESSED.get(place.kind, ()))
        return place.pk in units

    return {code_of_place(place) for place in places if not opened(place)}


def choices_for(area: Area) -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups for the boxes of a form."""
    groups = groups_for(area)
    bare = without_account(place for group in groups for place in group.members)

    def option(place: Place) -> tuple[str, str]:
        code = code_of_place(place)
        return code, f"{place.name}{ACCOUNTLESS if code in bare else ''}"

    return [(group.label, [option(place) for place in group.members]) for group in groups]


def places_of(area: Area, codes: Iterable[str]) -> list[Place]:
    """The chosen ones, in the order of the groups."""
    wanted = set(codes)
    members = (place for group in groups_for(area) for place in group.members)
    return [place for place in members if code_of_place(place) in wanted]


def words_for(area: Area, places: Sequence[Place]) -> str:
    """As they stand under the title or in the imprint: 、 between one sort, ， between sorts; whole groups in one word."""
    parts = []
    for group in groups_for(area):
        chosen = [place for place in group.members if place in places]
        if len(chosen) == len(group.members) >= MANY:
            parts.append(group.everybody)
        elif chosen:
            parts.append("、".join(_name_on_paper(place) for place in chosen))
    return "，".join(parts)


def _name_on_paper(place: Place) -> str:
    """Counties by their headquarters, settlements by their residents' committee."""
    if isinstance(place, OrgUnit):
        return place.name
    if place.kind == Area.Kind.COUNTY:
        return issuer_of(place).name
    body = OrgUnit.objects.filter(area=place, level=Level.COMMUNITY, successor__isnull=True).first()
    return body.name if body else place.name


def place_of_unit(unit: OrgUnit) -> Place:
    """Where papers to a unit go: a county's headquarters and a community by their area, others by themselves."""
    unit = unit.current()
    if unit.area and (unit.code.endswith("-hq") or unit.level == Level.COMMUNITY):
        return unit.area
    return unit


def set_recipients(document: IssuedDocument, main: Sequence[Place], copies: Sequence[Place] = ()) -> None:
    """Exactly these addressees; only while nothing was sent. Raises `ValidationError` for one in both."""
    wanted = {**dict.fromkeys(main, MAIN), **dict.fromkeys(copies, COPY)}
    if len(wanted) < len(set(main)) + len(set(copies)):
        both = "、".join(place.name for place in main if place in copies)
        raise ValidationError(f"{both}同时勾选在主送和抄送里，请只保留一处。")
    for row in document.recipients.select_related("area", "unit"):
        manner = wanted.pop(row.place, None)
        if manner is None:
            row.delete()
        elif manner != row.manner:
            row.manner = manner
            row.save(update_fields=["manner"])
    DocumentRecipient.objects.bulk_create(
        DocumentRecipient(
            document=document, manner=manner, **{"area" if isinstance(place, Area) else "unit": place}
        )
        for place, manner in wanted.items()
    )


def recipients_of(document: IssuedDocument, manner: str = "") -> list[DocumentRecipient]:
    """Its addressees, 主送 first."""
    rows = document.recipients.select_related("area", "unit", "read_by", "answered_by")
    found = sorted(rows, key=lambda row: (row.manner != MAIN, row.pk))
    return [row for row in found if manner in ("", row.manner)]


def recipients_for(user: Any, document: IssuedDocument) -> list[DocumentRecipient]:
    """Those of its addressees in whose name the person opens post."""
    rows = document.recipients.filter(desk_of(posts_of(user))).select_related("area", "unit", "read_by")
    return list(rows)


def recipient_for(user: Any, document: IssuedDocument) -> DocumentRecipient | None:
    """The first of them, 主送 before 抄送."""
    return min(recipients_for(user, document), key=lambda row: (row.manner != MAIN, row.pk), default=None)


def asked_for(user: Any, document: IssuedDocument) -> DocumentRecipient | None:
    """The one in whose name the person checks the facts: papers are checked by those they are sent to, not by 抄送."""
    row = recipient_for(user, document)
    return row if row and row.manner == MAIN else None


def tell(
    document: IssuedDocument, rows: Iterable[DocumentRecipient], text: str, *, by: Any, kind: str = NoticeKind.TODO,
    due: date | None = None,
) -> None:  # fmt: skip
    """Put a matter on the desks of addressees: the holders of a role in an area, the holders of posts of a unit."""
    told: dict[str, Any] = {
        "by": by, "subject": document, "kind": kind, "due_on": due, "url": reverse("document", args=[document.pk]),
    }  # fmt: skip
    asks = kind != NoticeKind.COPY
    for row in rows:
        key = _key(document, row)
        if row.area:
            role = sorted(ADDRESSED[row.area.kind])[0]
            notices.notify(text[:200], to_role=role, area=row.area, key=key if asks else "", **told)
            continue
        for post in posts_opening(row.unit):
            notices.notify(text[:200], to_post=post, key=f"{key}{post.pk}" if asks else "", **told)


def posts_opening(unit: OrgUnit | None) -> list[Post]:
    """Posts that open what is sent to a unit: of it, and of the unit that follows it."""
    units = {unit.pk, unit.current().pk} if unit else set()
    desks = Post.objects.filter(unit__in=units, role__in=UNIT_DESKS, user__is_active=True)
    rows = desks.held_at(timezone.localdate())
    return list(rows.select_related("user", "area").order_by("pk"))


def finish_for(document: IssuedDocument, row: DocumentRecipient, *, by: Any) -> None:
    """What an addressee was asked is done, for everybody of it."""
    key = _key(document, row)
    if row.area_id:
        notices.finish_about(document, by=by, key=key)
        return
    about = {"subject_model": document._meta.label_lower, "subject_id": document.pk}
    for notice in Notice.objects.open().filter(key__startswith=key, **about):
        notices.finish(notice, by=by)


def _key(document: IssuedDocument, row: DocumentRecipient) -> str:
    return (
        f"document-{document.pk}-{row.area_id}"
        if row.area_id
        else f"document-{document.pk}-unit-{row.unit_id}-"
    )
