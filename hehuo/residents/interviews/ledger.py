"""抽样访问 (items 1, 6 and 14)."""

from __future__ import annotations

from typing import Any

from hehuo.kit.ledger import LedgerView
from hehuo.records.writing import save_record
from hehuo.residents.interviews import drawing
from hehuo.residents.interviews.imports import InterviewImporter
from hehuo.residents.interviews.models import Interview


class InterviewLedger(LedgerView):
    """Anonymous interviews by random draw."""

    model, slug, section, item, help = Interview, "interviews", "居民", "第1、6、14项", "interviews"
    purpose = (
        "随机抽取居民问三件事：知不知道居规民约、觉不觉得安全、对社区工作满不满意。不记姓名、住址和电话。"
    )
    columns = (
        "asked_on", "batch_name", "sheet_no", "draw", "asker", "age_band", "covenants_named", "feels_safe", "satisfied",
        "refused",
    )  # fmt: skip
    filters = ("settlement", "draw", "asker", "asked_on", "age_band", "feels_safe", "satisfied", "refused")
    fields = {
        "抽样": ("batch_name", "sheet_no", "draw", "asker", "asked_on"),
        "对象": ("refused", "age_band"),
        "回答": ("covenants_named", "feels_safe", "satisfied"),
    }
    search = ("batch_name",)
    ordering = ("-asked_on", "-id")
    importer = InterviewImporter

    @classmethod
    def get_urls(cls) -> list[Any]:
        """The usual addresses, and the draw."""
        return [*drawing.URLS, *super().get_urls()]

    def render(self, template: str, partial: str = "", status: int = 200, **context: Any) -> Any:
        """The list offers the draw to whoever may make it."""
        return super().render(
            template, partial, status, may_draw=drawing.may_draw(self.request.user), **context
        )

    def perform_save(self, form: Any) -> Interview:
        """An interview happened on its day."""
        interview = self.entered(form)
        interview.occurred_on = interview.asked_on
        return save_record(interview, by=self.request.user)
