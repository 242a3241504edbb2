"""Cases from the workbooks that windows keep: finished ones with their days."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, ClassVar

from hehuo.org.workdays import WorkCalendar
from hehuo.residents.models import Person
from hehuo.residents.rolls import TOLD_BY, PeopleImporter
from hehuo.residents.workbook_words import words
from hehuo.services.service_cases.after_service import save_entitlement
from hehuo.services.service_cases.models import EntitlementLink, ServiceCase
from hehuo.services.windows.models import ServiceItem
from hehuo.workbooks import Column, Importer, Reference, parse
from hehuo.workbooks.entering import EnteringImporter
from hehuo.workbooks.shapes import Row

S = ServiceCase.State
TOLD_BY_DAYS = (S.REGISTERED, S.ACCEPTED, S.DECIDED, S.DELIVERED)
"""States that follow from the days of a workbook; the others are reached by steps only."""
RESULTS = words(ServiceCase.Result.choices, {"granted": ("已办结", "办结", "同意"), "refused": ("不同意",)})
AGENCIES = words(ServiceCase.Agency.choices, {"self": ("本人",), "agent": ("代理",)})


class CaseImporter(Importer):
    """办件: the same number is the same case; the state follows from the days that are filled."""

    model = ServiceCase
    key = ("case_no",)
    columns: ClassVar = (
        Column("case_no", "件号", ("办件编号", "受理编号", "流水号"), required=True, example="BJ20181105001"),
        Column("item", "事项", ("事项名称", "办理事项"), required=True, parse=Reference(ServiceItem, "name"),
               example="城乡居民养老保险参保登记", note="先登记事项目录"),
        Column("applicant", "申请人", ("办事人", "申请人（家庭编号-姓名）"), required=True,
               parse=Reference(Person, "household__household_no", "name"), example="H0001-张小明",
               note="家庭编号-姓名；先登记人口台账"),
        Column("agency", "办理方式", ("是否代办",), parse=AGENCIES, example="本人办理"),
        Column("agent_name", "代办人", ("代办员",)),
        Column("authority_no", "授权书编号", ("委托书编号",)),
        Column("submitted_on", "收到申请日期", ("申请日期", "收件日期"), required=True, example="2018-11-05"),
        Column("accepted_on", "受理日期", ("受理时间",), example="2018-11-05"),
        Column("decided_on", "办结日期", ("办结时间",), example="2018-11-08"),
        Column("result", "结果", ("办理结果",), parse=RESULTS, example="准予"),
        Column("result_reason", "理由", ("不予理由",)),
        Column("explanation", "超期说明", ("超期原因",)),
        Column("delivered_on", "送达日期", ("领取日期",)),
        Column("delivery", "送达方式", ("领取方式",)),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._promised: dict[int, int] = {}
        self._calendar = WorkCalendar()

    def derive(self, values: dict[str, Any]) -> None:
        """The state follows from the last day that is filled."""
        values["occurred_on"] = values.get("submitted_on")
        steps = (("delivered_on", S.DELIVERED), ("decided_on", S.DECIDED), ("accepted_on", S.ACCEPTED))
        values["state"] = next((state for name, state in steps if values.get(name)), S.REGISTERED)

    def check_row(self, values: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
        """Days in order, a result with its day, the limit from the catalogue."""
        days = [(n, values.get(n)) for n in ("submitted_on", "accepted_on", "decided_on", "delivered_on")]
        filled = [day for _, day in days if day]
        for (_, before), (name, after) in pairwise(days):
            if after and not before:
                yield name, "前一个环节的日期还空着，请补填。", True
        if filled != sorted(filled):
            yield "submitted_on", "收到申请、受理、办结、送达的日期要依次。", True
        if bool(values.get("decided_on")) != bool(values.get("result")):
            yield "result", "办结日期和结果要同时填写。", True
        if values.get("agency") == ServiceCase.Agency.AGENT and not values.get("agent_name"):
            yield "agent_name", "代办的请填写代办人。", True
        item = values.get("item")
        if values.get("accepted_on") and isinstance(item, int):
            if item not in self._promised:
                self._promised[item] = ServiceItem.objects.values_list("promised_days", flat=True).get(
                    pk=item
                )
            due = self._calendar.add_working_days(values["accepted_on"], self._promised[item])
            values["due_on"] = due.day

    def _match(self, rows: list[Row]) -> None:
        """A case that has gone further in the system than a workbook can tell keeps its state and its limit."""
        super()._match(rows)
        known = ServiceCase.objects.filter(settlement_id__in={row.values["settlement"] for row in rows})
        further = set(known.exclude(state__in=TOLD_BY_DAYS, paused_days=0).values_list("pk", flat=True))
        for row in rows:
            if row.pk in further:
                for name in ("state", "due_on"):
                    row.changed.pop(name, None)
        self.outcome.unchanged = sum(1 for row in rows if row.pk and not row.changed)


class EntitlementImporter(PeopleImporter, EnteringImporter):
    """权益衔接: one row a person and right; that it is linked is a step."""

    model, save = EntitlementLink, staticmethod(save_entitlement)
    key = ("person", "kind")
    only_new = ("person", "kind")
    columns: ClassVar = (
        *TOLD_BY,
        Column("kind", "事项", ("衔接事项", "待遇类别", "保障类别"), required=True, example=""),
        Column("next_action", "下一步", ("办理措施", "衔接措施"), parse=parse.text(120), example="请迁出地民政部门转出档案"),
        Column("due_on", "办理期限", ("期限", "完成时限"), example="2018-12-31"),
    )  # fmt: skip
