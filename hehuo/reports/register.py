"""The register of what went out: papers of this room and bulletins in one list, with receipts, corrections and file numbers.

Numbers are given in two rooms (…发 with bulletins, …通 and …纪 here); whoever looks for a paper looks in one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from hehuo.programme.models import Bulletin
from hehuo.programme.models.bulletins import BULLETIN_OUT, BulletinState
from hehuo.programme.models.supervision import sees_all
from hehuo.reports.kinds import label_of
from hehuo.reports.models import OFFICES, OUT, IssuedDocument, State, posts_of

ISSUED, READ, FILED, GONE = "issued", "read", "archived", "withdrawn"
STATES = ((ISSUED, "已印发"), (READ, "已全部签收"), (FILED, "已归档"), (GONE, "已撤回"))
TONES = {ISSUED: "wait", READ: "ok", FILED: "ok", GONE: "bad"}
Link = tuple[str, str]
"""(words, address)"""


@dataclass(frozen=True)
class Entry:
    """One line of the register. `sent` and `seen` count addressees and receipts; None for whoever only received the paper."""

    key: tuple[str, int]
    number: str
    title: str
    label: str
    url: str
    issued_on: date
    state: str
    sent: int | None = None
    seen: int | None = None
    archive_no: str = ""
    corrects: Link | None = None
    corrected_by: Link | None = None

    @property
    def word(self) -> str:
        """The state in words."""
        return dict(STATES)[self.state]

    @property
    def tone(self) -> str:
        """The colour of its lamp."""
        return TONES[self.state]


@dataclass(frozen=True)
class Wanted:
    """What the reader looks for."""

    words: str = ""
    year: int | None = None
    state: str = ""


def entries(user: Any, wanted: Wanted) -> list[Entry]:
    """Everything that went out and that the person may see, newest first."""
    found = [*_papers(user, wanted), *_bulletins(user, wanted)]
    kept = [entry for entry in found if not wanted.state or entry.state == wanted.state]
    return sorted(kept, key=lambda entry: (entry.issued_on, entry.key), reverse=True)


def years(user: Any) -> list[int]:
    """Years in which something went out."""
    papers = IssuedDocument.objects.visible_to(user).filter(state__in=OUT).values_list("year", flat=True)
    bulletins = (
        Bulletin.objects.visible_to(user).filter(state__in=BULLETIN_OUT).values_list("year", flat=True)
    )
    return sorted({year for year in [*papers, *bulletins] if year}, reverse=True)


def _state(withdrawn: bool, filed: bool, sent: int, seen: int) -> str:
    return GONE if withdrawn else FILED if filed else READ if sent and sent == seen else ISSUED


def _papers(user: Any, wanted: Wanted) -> Iterable[Entry]:
    offices = {post.area_id for post in posts_of(user) if post.role in OFFICES.get(post.area.kind, ())}
    visible = IssuedDocument.objects.visible_to(user).filter(state__in=OUT)
    rows = (
        IssuedDocument.objects.filter(_asked(wanted, "number"), pk__in=visible.values("pk"))
        .select_related("corrects")
        .annotate(sent=Count("recipients"), seen=Count("recipients__read_at"))
    )
    follow = _corrections(
        IssuedDocument.objects.filter(corrects__in=visible, state__in=OUT), "number", "document"
    )
    for row in rows:
        inside = row.area_id in offices
        old = row.corrects
        yield Entry(
            ("paper", row.pk), row.number, row.title, label_of(row.kind), reverse("document", args=[row.pk]), row.issued_on,
            _state(row.state == State.WITHDRAWN, row.state == State.ARCHIVED, row.sent, row.seen),
            row.sent if inside else None, row.seen if inside else None, row.archive_no if inside else "",
            (old.number, reverse("document", args=[old.pk])) if old else None, follow.get(row.pk),
        )  # fmt: skip


def _bulletins(user: Any, wanted: Wanted) -> Iterable[Entry]:
    visible = Bulletin.objects.visible_to(user).filter(state__in=BULLETIN_OUT)
    rows = (
        visible.filter(_asked(wanted, "doc_no"))
        .select_related("corrects")
        .annotate(sent=Count("units"), seen=Count("units__read_on"))
    )
    address, inside = "supervised-bulletins-one", sees_all(user)
    follow = _corrections(
        Bulletin.objects.filter(corrects__in=visible, state__in=BULLETIN_OUT), "doc_no", address
    )
    for row in rows:
        old = row.corrects
        yield Entry(
            ("bulletin", row.pk), row.doc_no, row.title, "通报", reverse(address, args=[row.pk]), row.issued_on,
            _state(row.state == BulletinState.WITHDRAWN, row.state == BulletinState.ARCHIVED, row.sent, row.seen),
            row.sent if inside else None, row.seen if inside else None, "",
            (old.doc_no, reverse(address, args=[old.pk])) if old else None, follow.get(row.pk),
        )  # fmt: skip


def _asked(wanted: Wanted, number: str) -> Q:
    found = Q()
    for word in wanted.words.split():
        found &= Q(title__icontains=word) | Q(**{f"{number}__icontains": word})
    return found & Q(year=wanted.year) if wanted.year else found


def _corrections(rows: Any, number: str, address: str) -> dict[int, Link]:
    """By the paper that is corrected: number and address of what took its place."""
    values: Sequence[tuple[int, int, str]] = rows.values_list("corrects_id", "pk", number)
    return {old: (text, reverse(address, args=[pk])) for old, pk, text in values}
