"""How records change: forms, conflicts, verification, return, void, and the traces that each leaves."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.html import escape

from hehuo.audit.models import Entry
from hehuo.kit.testing.case import LedgerCase
from hehuo.records.models import LedgerRecord, Status
from hehuo.records.writing import save_record


class WritingRules(LedgerCase):
    """Rules of the pages that change something."""

    def typed(self, settlement: Any) -> dict[str, Any]:
        """The form's data, or skip."""
        data = self.form_data(settlement)
        if data is None or not self.writes(self._name(self.author)):
            pytest.skip("no ordinary form")
        return {"settlement": settlement.pk, **data}

    def _name(self, user: Any) -> str:
        return next(name for name, member in self.cast.items() if member == user)

    def _rows(self) -> int:
        return self.view.model._base_manager.count()

    def test_the_form_saves_with_history_and_an_audit_entry(self):
        data = self.typed(self.world.here)
        known = set(self.view.model._base_manager.values_list("pk", flat=True))
        response = self.post(self.author, "create", data)
        assert response.status_code == 302, response.context and response.context["form"].errors
        record = self.view.model._base_manager.exclude(pk__in=known).latest("pk")
        assert record.created_by == self.author
        assert record.settlement == self.world.here
        assert record.history.count() == 1
        label = self.view.model._meta.label_lower
        assert Entry.objects.filter(object_type=label, object_id=record.pk, actor=self.author).exists()

    def test_the_form_keeps_what_was_typed(self):
        data = self.typed(self.world.here) | {"settlement": "0"}
        before = self._rows()
        response = self.post(self.author, "create", data)
        assert response.status_code == 200
        assert self._rows() == before
        form, html = response.context["form"], response.content.decode()
        assert "settlement" in form.errors
        for name, value in data.items():
            if name in form.fields and name != "settlement":
                assert str(form[name].value() or "") == str(value), f"{name} was lost"
                if not str(value).isdigit():
                    assert escape(str(value)) in html, f"{name} is not shown again"

    def test_nothing_is_saved_outside_the_own_area(self):
        data = self.typed(self.world.there)
        if self._name(self.author) in ("inspector", "county_reviewer"):
            pytest.skip("the author's area is wide")
        before = self._rows()
        response = self.post(self.author, "create", data)
        assert response.status_code == 200
        assert response.context["form"].errors
        assert self._rows() == before

    def test_an_edit_conflict_keeps_both(self):
        data, record = self.typed(self.world.here), self.here()
        page = self.get(self.author, "update", pk=record.pk)
        if page.status_code == 302:
            pytest.skip("records of this ledger are not edited")
        data |= {"version": page.context["form"]["version"].value()}
        save_record(record, by=self.approver or self.world.secretary, validate=False)
        kept = self.reload(record)
        response = self.post(self.author, "update", data, pk=record.pk)
        assert response.status_code == 409
        assert response.context["conflict"], "what the user typed is not set against what is stored"
        now = self.reload(record)
        assert (now.version, now.history.count()) == (kept.version, kept.history.count())
        again = data | {"version": now.version}
        assert self.post(self.author, "update", again, pk=record.pk).status_code == 302
        assert self.reload(record).version > now.version

    def test_an_author_cannot_verify_the_own_record(self):
        record = self.here()
        if self.approver is None:
            assert self.post(self.author, "verify", pk=record.pk).status_code == 403
            pytest.skip("records of this domain are not verified here")
        type(record)._base_manager.filter(pk=record.pk).update(
            created_by=self.approver, status=Status.SUBMITTED, verified_by=None
        )
        self.post(self.approver, "verify", pk=record.pk)
        self.post(self.approver, "bulk-verify", {"pk": [record.pk]})
        assert self.reload(record).status == Status.SUBMITTED
        type(record)._base_manager.filter(pk=record.pk).update(created_by=self.author)
        self.post(self.approver, "verify", pk=record.pk)
        now = self.reload(record)
        assert (now.status, now.verified_by, bool(now.verified_on)) == (Status.VERIFIED, self.approver, True)
        self._traced(now, "verify", record)

    def test_return_needs_a_reason(self):
        record = self.here()
        if self.approver is None:
            pytest.skip("records of this domain are not verified here")
        self.post(self.approver, "return", {"reason": " "}, pk=record.pk)
        assert self.reload(record).status == record.status
        self.post(self.approver, "return", {"reason": "日期不对"}, pk=record.pk)
        now = self.reload(record)
        assert (now.status, now.void_reason) == (Status.RETURNED, "日期不对")
        self._traced(now, "return", record, "日期不对")

    def test_void_needs_a_reason_and_deletes_nothing(self):
        record = self.here()
        if not self.writes(self._name(self.author)):
            assert self.post(self.author, "void", {"reason": "重复"}, pk=record.pk).status_code == 403
            pytest.skip("nobody of the cast writes here")
        before = self._rows()
        self.post(self.author, "void", {"reason": ""}, pk=record.pk)
        assert self.reload(record).status == record.status
        self.post(self.author, "void", {"reason": "重复登记"}, pk=record.pk)
        now = self.reload(record)
        assert (now.status, now.void_reason) == (Status.VOID, "重复登记")
        assert self._rows() == before
        assert record.pk not in self.listed(self.author)
        assert record.pk in self.listed(self.author, status="void")
        self._traced(now, "void", record, "重复登记")

    def _traced(self, now: LedgerRecord, action: str, before: LedgerRecord, reason: str = "") -> None:
        """One more version, one more history row, one audit entry with the reason."""
        assert now.version == before.version + 1
        last = now.history.order_by("-history_id").first()
        assert (last.version, last.history_change_reason or "") == (now.version, reason)
        entry = Entry.objects.filter(object_id=now.pk, action=action).latest("seq")
        assert entry.data.get("reason", "") == reason
