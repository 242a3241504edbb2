"""What a ledger's test gives, and how the contract looks at pages: as a member of the fixed cast."""

from __future__ import annotations

import io
from functools import lru_cache
from itertools import count
from types import ModuleType
from typing import Any, ClassVar

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import models
from django.test import override_settings
from django.urls import Resolver404, include, path, resolve
from python_calamine import CalamineWorkbook

from hehuo.kit.ledger import LedgerView
from hehuo.kit.testing.world import World, build_world, make_user
from hehuo.org.models import Grid, Post, User
from hehuo.org.rights import right_of
from hehuo.records.display import masked, plain
from hehuo.records.models import LedgerRecord
from hehuo.records.numbers import ID_CHECKS, ID_WEIGHTS
from hehuo.records.sealed import Sealed, SealedField, blind_index

OUTSIDE = {"stranger", "nobody", "outsider"}


def sample(kind: str, number: int) -> str:
    """A well-formed sealed text; the same number gives the same text."""
    body = f"52020319800101{number:03d}"
    check = ID_CHECKS[sum(int(d) * w for d, w in zip(body, ID_WEIGHTS, strict=True)) % 11]
    return {"id": body + check, "phone": f"1398580{number:04d}"}.get(kind, f"622200001234{number:04d}")


@lru_cache(maxsize=200)
def addresses(view: type[LedgerView]) -> ModuleType:
    """The house's addresses and this ledger's, whether it is declared in the contents or not."""
    module = ModuleType(f"addresses_of_{view.slug}")
    module.urlpatterns = [*view.get_urls(), path("", include("hehuo.config.urls"))]  # type: ignore[attr-defined]
    return module


def is_declared(view: type[LedgerView]) -> bool:
    """Whether the house's own addresses already lead to this ledger."""
    try:
        found = resolve(f"/ledgers/{view.slug}/", "hehuo.config.urls")
    except Resolver404:
        return False
    return getattr(found.func, "view_class", None) is view


class LedgerCase:
    """Base of the contract. A ledger's test gives `view`, `make`, `form_data`, and what differs from the usual."""

    view: ClassVar[type[LedgerView]]
    list_queries: ClassVar[int | None] = None
    """Exact number of queries of the list page; None: only the house's upper limit."""
    MOST_QUERIES: ClassVar[int] = 40
    """Upper limit of queries of the list page, the shell with its menu included."""

    world: World
    client: Any
    author: User
    approver: User | None
    outsider: User

    # -- given by the ledger's test -------------------------------------------
    def make(self, settlement: Any, **kw: Any) -> LedgerRecord:
        """A saved record of the ledger in `settlement`, by `self.author`; may be called several times."""
        raise NotImplementedError

    def form_data(self, settlement: Any) -> dict[str, Any] | None:
        """What the author types into the form for a new record; None when the ledger has no ordinary form."""
        raise NotImplementedError

    def place_in_grid(self, record: LedgerRecord, grid: Grid) -> None:
        """Move the record into a grid, by the model's `grid_path`."""
        *links, last = record.grid_path.split("__")
        holder: Any = record
        for link in links:
            holder = getattr(holder, link)
        type(holder)._base_manager.filter(pk=holder.pk).update(**{last: grid.pk})

    def sees(self, name: str) -> bool:
        """Whether a member of the cast may open a record of `here` (in the grid worker's grid)."""
        return name not in OUTSIDE and self.right(name)[0] in "FM"

    def writes(self, name: str) -> bool:
        """Whether a member of the cast may enter records."""
        return "w" in self.right(name)

    def approves(self, name: str) -> bool:
        """Whether a member of the cast may verify records."""
        return "x" in self.right(name)

    # -- set up ------------------------------------------------------------------
    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _addresses(cls):
        if is_declared(cls.view):  # other addresses would all be read again: half a second for each class
            yield
            return
        with override_settings(ROOT_URLCONF=addresses(cls.view)):
            yield

    @pytest.fixture(autouse=True)
    def _small_world(self, db, client):
        self.set_up(client)

    def set_up(self, client: Any) -> None:
        """The small world, and who writes and who verifies in this domain."""
        self.world, self.client, self.serial = build_world(), client, count(1)
        self.cast = self.world.cast()
        posts = {p.user_id: p.role for p in Post.objects.all()}
        self.roles = {name: [posts[user.pk]] if user.pk in posts else [] for name, user in self.cast.items()}
        inside = [name for name in self.cast if name not in OUTSIDE and name != "grid_worker"]
        order = ["committee", "secretary", *inside]
        writer = next((n for n in order if self.writes(n) and self.sees(n)), "committee")
        judge = next(
            (n for n in ["secretary", *inside] if self.approves(n) and self.sees(n) and n != writer), ""
        )
        self.author, self.approver = self.cast[writer], self.cast.get(judge)
        self.outsider = make_user("外社区同岗人员", self.roles[writer][0], self.world.there.area)
        if judge:
            Post.objects.create(user=self.outsider, role=self.roles[judge][0], area=self.world.there.area, valid_from="2018-01-01")  # fmt: skip
        self.cast["outsider"] = self.outsider
        self.roles["outsider"] = [self.roles[writer][0], *([self.roles[judge][0]] if judge else [])]

    def right(self, name: str) -> str:
        """The letters of the rights matrix for a member of the cast in this ledger's domain."""
        return right_of(self.roles[name], self.view.model.domain)

    def here(self, **kw: Any) -> LedgerRecord:
        """A record in `here`, in the grid worker's grid, with something in every sealed field."""
        record = self.make(self.world.here, **kw)
        model = type(record)
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedField) and not getattr(record, field.attname):
                text = sample(field.kind, next(self.serial))
                index = (
                    {f"{field.name}_index": blind_index(text)}
                    if hasattr(model, f"{field.name}_index")
                    else {}
                )
                model._base_manager.filter(pk=record.pk).update(**{field.name: text}, **index)
        if record.grid_path:
            self.place_in_grid(record, self.world.grids[0])
        return model._base_manager.get(pk=record.pk)

    def readers(self) -> list[str]:
        """Everybody who sees single records here, those with a masked right first."""
        return sorted((name for name in self.cast if self.sees(name)), key=lambda n: self.right(n)[0] == "F")

    def full_reader(self) -> str:
        """Name of somebody with the full right, or ''."""
        return next((n for n in ("secretary", *self.cast) if self.sees(n) and self.right(n)[0] == "F"), "")

    # -- looking at pages ----------------------------------------------------------
    def _sign_in(self, user: User) -> None:
        if self.client.session.get(SESSION_KEY) != str(user.pk):
            self.client.force_login(user)

    def get(self, user: User, action: str, query: dict | None = None, **kwargs: Any) -> Any:
        """GET one address of the ledger as `user`."""
        self._sign_in(user)
        return self.client.get(self.view.url(action, **kwargs), query or {})

    def post(self, user: User, action: str, data: dict | None = None, **kwargs: Any) -> Any:
        """POST to one address of the ledger as `user`."""
        self._sign_in(user)
        return self.client.post(self.view.url(action, **kwargs), data or {})

    def listed(self, user: User, **query: Any) -> set[int]:
        """Keys of the records in the list (the table alone, as htmx asks for it)."""
        self._sign_in(user)
        response = self.client.get(self.view.url("list"), query, headers={"HX-Request": "true"})
        assert response.status_code == 200, f"list {query}: {response.status_code}"
        return {row.pk for row in response.context["page"].rows}

    def exported(self, user: User, **query: Any) -> list[list[Any]]:
        """Rows of the exported workbook, without head and foot."""
        response = self.get(user, "export", query)
        assert response.status_code == 200
        content = b"".join(response.streaming_content)
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        return [row for row in sheet.to_python() if isinstance(row[0], float)]

    def reload(self, record: LedgerRecord) -> LedgerRecord:
        """The record as it is stored now."""
        found = type(record)._base_manager.filter(pk=record.pk).first()
        assert found is not None, "the record was deleted"
        return found

    # -- what must stay hidden ------------------------------------------------------
    def hidden_fields(self, name: str) -> list[models.Field]:
        """Fields whose value this member of the cast may not see without a reason."""
        levels = {"P3", "P4"} | ({"P2"} if self.right(name)[0] != "F" else set())
        model = self.view.model
        return [
            f
            for f in model._meta.concrete_fields
            if isinstance(f, SealedField) or model.privacy.get(f.name) in levels
        ]

    def secrets(self, record: LedgerRecord, name: str) -> dict[str, str]:
        """Plain texts in those fields."""
        found = {}
        for field in self.hidden_fields(name):
            raw = getattr(record, field.attname)
            value = raw.reveal() if isinstance(raw, Sealed) else raw
            if isinstance(value, str) and not field.choices and value not in ("", masked(field, raw)):
                found[field.name] = value
        return found

    def shown_in_full(self, record: LedgerRecord, field: models.Field) -> str:
        """How the field would look without a mask."""
        value = getattr(record, field.attname)
        return value.reveal() if isinstance(value, Sealed) else str(plain(field, value))
