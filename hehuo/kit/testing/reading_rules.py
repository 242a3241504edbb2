"""Who sees what: cast, scope, masks, unmasking, search, filters, query counts."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from hehuo.audit.models import Entry
from hehuo.kit.choices import SearchChoiceField
from hehuo.kit.ledger import ACTIONS
from hehuo.kit.listing import sortable
from hehuo.kit.testing.case import LedgerCase, sample
from hehuo.records.display import Display, masked
from hehuo.records.models import Status
from hehuo.records.names import initials, initials_fields
from hehuo.records.sealed import SealedField
from hehuo.records.writing import save_record


class ReadingRules(LedgerCase):
    """Rules of the pages that only show."""

    def test_the_cast_sees_what_the_rights_matrix_says(self):
        record = self.here()
        for name, user in self.cast.items():
            reads, sees = self.right(name)[0] in "FM", self.sees(name)
            shown = self.get(user, "list")
            assert shown.status_code == (200 if reads else 403), name
            if reads:
                assert (record.pk in {row.pk for row in shown.context["page"].rows}) is sees, name
                assert bool(self.exported(user)) is sees, name
            status = self.get(user, "detail", pk=record.pk).status_code
            assert status == (200 if sees else 404 if reads else 403), name
            assert self.get(user, "create").status_code == (200 if self.writes(name) else 403), name
        self.client.logout()
        assert self.client.get(self.view.url("list")).status_code == 302

    def test_an_outsider_with_the_same_post_gets_nothing(self):
        record = self.here()
        kept = (record.version, record.status, record.history.count())
        for action, (tail, _, handlers) in ACTIONS.items():
            if "<int:pk>" not in tail:
                continue
            kwargs: dict[str, Any] = {"pk": record.pk} | ({"event": "any"} if "event" in tail else {})
            for method in handlers:
                answer = (self.get if method == "get" else self.post)(self.outsider, action, **kwargs)
                assert answer.status_code in (403, 404), f"{action} {method}"
        if self.sees("outsider") or self.right("outsider")[0] in "FM":
            assert self.listed(self.outsider) == set()
            assert self.exported(self.outsider) == []
        self.post(self.outsider, "bulk-verify", {"pk": [record.pk]})
        now = self.reload(record)
        assert (now.version, now.status, now.history.count()) == kept

    def test_choices_stay_inside_the_area(self):
        self.here()
        if not self.writes("outsider"):
            pytest.skip("nobody of this post writes here")
        form = self.get(self.outsider, "create").context["form"]
        for name, field in form.fields.items():
            if not isinstance(field, SearchChoiceField):
                continue
            offered = self.get(self.outsider, "choices", {"field": name}).context["options"]
            keys = [pk for pk, _ in offered]
            if "settlement" in {f.name for f in field.rows.model._meta.get_fields()}:
                foreign = field.rows.model._base_manager.filter(pk__in=keys, settlement=self.world.here)
                assert not foreign.exists(), f"{name} offers rows of another settlement"

    def test_a_grid_worker_sees_the_own_grid_only(self):
        if not self.sees("grid_worker"):
            pytest.skip("grid workers do not read this domain")
        record, user = self.here(), self.world.grid_worker
        assert record.pk in self.listed(user)
        if not record.grid_path:
            return
        self.place_in_grid(record, self.world.grids[1])
        assert record.pk not in self.listed(user)
        assert self.exported(user) == []
        assert self.get(user, "detail", pk=record.pk).status_code == 404

    def test_hidden_fields_are_masked_everywhere(self):
        record = self.here()
        for name in self.readers():
            user, secrets = self.cast[name], self.secrets(record, name)
            table = self.get(user, "list", {"settlement": self.world.here.pk})
            detail = self.get(user, "detail", pk=record.pk)
            pages = {"list": table.content.decode(), "detail": detail.content.decode()}
            if self.writes(name):
                pages["form"] = self.get(user, "update", pk=record.pk).content.decode()
            pages["export"] = str(self.exported(user))
            for field, text in secrets.items():
                for page, html in pages.items():
                    assert text not in html, f"{field} is open to {name} on the {page}"
            shown = {n: value for _, rows in detail.context["groups"] for n, _, value in rows}
            for field in self.hidden_fields(name):
                if field.name in shown:
                    expected = masked(field, getattr(record, field.attname))
                    assert shown[field.name] == expected, f"{field.name} is open to {name}"

    def test_the_change_log_and_the_audit_trail_keep_the_masks(self):
        record = self.here()
        reader = next(iter(self.readers()), "")
        if not reader:
            pytest.skip("no single records are read here")
        old = self.secrets(record, reader)
        for name, text in old.items():
            field = record._meta.get_field(name)
            if isinstance(field, SealedField):
                setattr(record, name, field.to_python(sample(field.kind, 999)))
            else:
                setattr(record, name, text[:-1] + ("改" if text[-1] != "改" else "换"))
        save_record(record, by=self.author, validate=False)
        html = self.get(self.cast[reader], "detail", pk=record.pk).content.decode()
        told = str(list(Entry.objects.values_list("data", flat=True)))
        for name, text in (*old.items(), *self.secrets(record, reader).items()):
            assert text not in html, f"{name} is open in the change log"
            assert text not in told or not isinstance(record._meta.get_field(name), SealedField), name

    def test_unmasking_needs_a_right_and_a_reason_and_is_logged(self):
        record, name = self.here(), self.full_reader()
        fields = [n for names in self._form_groups().values() for n in names]
        secrets = {k: v for k, v in (self.secrets(record, name) if name else {}).items() if k in fields}
        for other in (n for n in self.cast if self.sees(n) and self.right(n)[0] == "M"):
            assert self.post(self.cast[other], "unmask", {"reason": "核对"}, pk=record.pk).status_code == 403
        if not secrets:
            pytest.skip("nothing is hidden from the full reader")
        field, text = next(iter(secrets.items()))
        self.post(self.cast[name], "unmask", {"field": field, "reason": " "}, pk=record.pk)
        assert not Entry.objects.filter(action="look").exists()
        opened = self.post(self.cast[name], "unmask", {"field": field, "reason": "上门核对"}, pk=record.pk)
        assert text in opened.content.decode()
        assert "no-store" in opened["Cache-Control"]
        entry = Entry.objects.get(action="look")
        assert (entry.actor, entry.object_id) == (self.cast[name], record.pk)
        assert entry.data == {"fields": [field], "reason": "上门核对"}

    def test_list_and_export_ask_the_database_the_same_number_of_times(self):
        reader = self.author
        self.here()
        counts = {"list": [], "export": []}
        for _ in range(2):
            for action, found in counts.items():
                self.get(reader, action)
                with CaptureQueriesContext(connection) as captured:
                    response = self.get(reader, action)
                    if response.streaming:
                        b"".join(response.streaming_content)
                found.append(len(captured))
            self.here(), self.here()
        assert counts["list"][0] == counts["list"][1], f"list: 1 row, 3 rows = {counts['list']} queries"
        assert counts["export"][0] == counts["export"][1], (
            f"export: 1 row, 3 rows = {counts['export']} queries"
        )
        assert counts["list"][0] <= self.MOST_QUERIES
        if self.list_queries is not None:
            assert counts["list"][0] == self.list_queries

    def test_every_sort_order_and_filter_answers(self):
        record, display = self.here(), Display(self.view.model, self.author)
        page = self.get(self.author, "list")
        for path, _ in page.context["view"].headings():
            if sortable(self.view.model, path, display):
                for sign in ("", "-"):
                    assert record.pk in self.listed(self.author, sort=f"{sign}{path}")
        for name in page.context["filterset"].filters:
            for query, found in self._questions(record, name):
                assert (record.pk in self.listed(self.author, **query)) in found, query
        partial = self.client.get(self.view.url("list"), headers={"HX-Request": "true"}).content.decode()
        assert "<table" in partial
        assert "<html" not in partial

    def _questions(self, record: Any, name: str) -> list[tuple[dict, tuple]]:
        """Queries for one filter, each with the acceptable answers."""
        field = next((f for f in record._meta.concrete_fields if f.name == name), None)
        either, value = (True, False), getattr(record, field.attname) if field else None
        if field is None or value in (None, ""):
            return [({name: "1"}, either), ({f"{name}_min": "2020-01-01"}, either)]
        if field.choices:
            other = next((v for v, _ in field.flatchoices if v not in (value, Status.VOID)), None)
            return [({name: value}, (True,)), *([({name: other}, (False,))] if other is not None else [])]
        if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
            return [
                ({f"{name}_min": value, f"{name}_max": value}, (True,)),
                ({f"{name}_min": "2999-01-01"}, (False,)),
            ]
        if isinstance(field, models.BooleanField):
            return [({name: str(value)}, (True,)), ({name: str(not value)}, (False,))]
        return [({name: value}, (True,) if field.is_relation else either)]

    def test_names_are_found_by_characters_and_initials(self):
        pairs = [(i, s) for i, s in initials_fields(self.view.model) if i in self.view.search]
        if not pairs:
            pytest.skip("the ledger is not searched by name")
        record = self.here()
        for _, source in pairs:
            name = getattr(record, source)
            for text in (name[0], name[:2], initials(name)[:3]):
                assert record.pk in self.listed(self.author, q=text), text
        assert record.pk not in self.listed(self.author, q="查无此人")

    def _form_groups(self) -> dict[str, list[str]]:
        return self.view().groups()
