"""Actions on records: verify, return, void, unmask, steps of a life cycle."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect

from hehuo.audit import trail
from hehuo.records.display import Display, plain
from hehuo.records.models import Status, VerifyMethod
from hehuo.records.sealed import Sealed
from hehuo.records.writing import return_record, save_record, verify_record, void_record

BULK_MOST = 500


class ActingViews:
    """Mixed into `LedgerView`."""

    def _do(self, request: Any, done: str, work: Any) -> Any:
        try:
            with transaction.atomic():
                work()
        except (ValidationError, PermissionDenied) as problem:
            texts = getattr(problem, "messages", None) or [str(problem) or "您没有办理这一步的权限。"]
            for text in texts:
                messages.error(request, text)
        else:
            messages.success(request, done)
        return self.back()

    def verify(self, request: Any) -> Any:
        """A second person confirms."""
        method = request.POST.get("method", VerifyMethod.DOCUMENT)
        if method not in VerifyMethod.values:
            method = VerifyMethod.DOCUMENT
        return self._do(
            request, "已核实。", lambda: verify_record(self.object, by=request.user, method=method)
        )

    def bulk_verify(self, request: Any) -> Any:
        """Confirm the ticked records; what cannot be confirmed is told and left."""
        picked = [int(pk) for pk in request.POST.getlist("pk")[:BULK_MOST] if pk.isdigit()]
        method = request.POST.get("method", VerifyMethod.DOCUMENT)
        method = method if method in VerifyMethod.values else VerifyMethod.DOCUMENT
        done, own, other = 0, 0, 0
        with transaction.atomic():
            for record in self.get_queryset().filter(pk__in=picked):
                try:
                    with transaction.atomic():
                        verify_record(record, by=request.user, method=method)
                    done += 1
                except PermissionDenied:
                    own += 1
                except ValidationError:
                    other += 1
        parts = [f"已核实 {done} 条。"]
        parts += [f"{own} 条是您自己登记的，请另一位同事核实。"] if own else []
        parts += [f"{other} 条不在可核实的状态。"] if other else []
        (messages.success if done and not own and not other else messages.warning)(
            request, "".join(parts) if picked else "请先勾选要核实的记录。"
        )
        return redirect(self.url("list"))

    def send_back(self, request: Any) -> Any:
        """Return to the author with a reason."""
        return self._do(
            request,
            "已退回。",
            lambda: return_record(self.object, by=request.user, reason=request.POST.get("reason", "")),
        )

    def void(self, request: Any) -> Any:
        """Take out of every count, with a reason."""
        return self._do(
            request,
            "已作废。",
            lambda: void_record(self.object, by=request.user, reason=request.POST.get("reason", "")),
        )

    def unmask(self, request: Any) -> Any:
        """Show hidden fields for this one answer; who looked and why is recorded first."""
        shown = {name for names in self.groups().values() for name in names}
        names = [n for n in request.POST.getlist("field") if n in shown and self.display.hides(self.model, n)]
        reason = request.POST.get("reason", "").strip()
        if not names or not reason:
            messages.error(request, "请选择要查看的内容，并写明查看原因。")
            return self.back()
        trail.looked_at(self.object, names, by=request.user, reason=reason[:200])
        values = {}
        for name in names:
            value = getattr(self.object, name)
            values[name] = (
                value.reveal()
                if isinstance(value, Sealed)
                else plain(self.model._meta.get_field(name), value)
            )
        self.display = Display(self.model, request.user, values)
        response = self.show_detail(request, revealed=values)
        response["Cache-Control"] = "no-store"
        return response

    def step(self, request: Any) -> Any:
        """One step of the life cycle, by the ledger's own service when it names one."""
        event = self.kwargs["event"]
        known = {t.event: t for t in self.lifecycle.transitions} if self.lifecycle else {}
        if event not in known:
            raise Http404
        reason = request.POST.get("reason", "")
        service = self.steps.get(event)

        def work() -> None:
            if self.object.status == Status.VOID:
                raise ValidationError("这条记录已作废，不能办理。")
            if service is not None:
                service(self.object, by=request.user, reason=reason)
                return
            self.lifecycle.apply(self.object, event, by=request.user, reason=reason)
            save_record(self.object, by=request.user, action=event[:30], reason=reason)

        return self._do(request, f"已办理：{known[event].label}。", work)
