"""股东名册, 入股合同 and 股权变动 from county workbooks.

Movements are entered, never edited; nobody gives away more than there is, on any day, in a workbook as on the page.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from hehuo.property.assets.models import AssetUse
from hehuo.property.contracts.models import OperatorCompany
from hehuo.property.shares.models import ShareContract, ShareEvent, Shareholder
from hehuo.property.shares.queries import lowest_from
from hehuo.property.shares.services import (
    issue_shares,
    record_event,
    save_share_contract,
    save_shareholder,
    void_event,
)
from hehuo.records.models import Status
from hehuo.residents.workbook_words import household_column, words
from hehuo.workbooks import Column, Reference, parse
from hehuo.workbooks.entering import NOT_EDITED, EnteringImporter
from hehuo.workbooks.reading import Refused
from hehuo.workbooks.shapes import Row

HOLDER = words(
    Shareholder.Kind.choices,
    {"household": ("户", "家庭", "个人"), "collective": ("村集体", "居委会", "村委会")},
)
KIND = words(
    ShareEvent.Kind.choices,
    {"issue": ("新增", "配股", "认购"), "transfer": ("转股", "流转"), "exit": ("退出", "赎回")},
)
CONTRIBUTION = words(ShareContract.Contribution.choices, {
    "land": ("土地", "承包地"), "forest": ("林地", "山林"), "fiscal": ("财政资金", "量化资金"), "own_money": ("资金", "现金", "自筹资金"),
    "skill": ("技术", "劳务"),
})  # fmt: skip
COMPANY = Column(
    "company", "经营主体", ("公司名称", "公司", "合作社", "企业名称"), required=True, parse=Reference(OperatorCompany, "name"),
    example="移民发展公司", note="先登记运营公司",
)  # fmt: skip
SHARES = Column(
    "shares",
    "股份（股）",
    ("股份", "股数", "股份数", "股权数"),
    required=True,
    parse=parse.decimal(11, 2),
    example="100.00",
)


def holder_column(name: str, head: str, also: tuple[str, ...], *, required: bool = False) -> Column:
    """A shareholder of the row's company: the household's number, or the name."""
    return Column(
        name, head, also, required=required, parse=parse.text(60), example="H0001",
        fill=f"{name}__household__household_no|{name}__holder_name", note="填家庭编号；集体或公司填名称。先登记股东",
    )  # fmt: skip


class HolderImporter(EnteringImporter):
    """An importer whose rows name shareholders of a company."""

    holders: ClassVar[tuple[str, ...]] = ()

    def _resolve(self, rows: list[Row]) -> list[Row]:
        """Once the companies are known: their holders, by household number or by name."""
        found = super()._resolve(rows)
        companies = {row.values.get("company") for row in found}
        known: dict[tuple[int, str], set[int]] = {}
        named = (
            Shareholder.objects.visible_to(self.user)
            .exclude(status=Status.VOID)
            .filter(company__in=companies)
        )
        for pk, company, *words_ in named.values_list(
            "pk", "company", "household__household_no", "holder_name"
        ):
            for word in words_:
                if word:
                    known.setdefault((company, parse.code_text(word)), set()).add(pk)
        return [row for row in found if all(self._name(row, name, known) for name in self.holders)]

    def _name(self, row: Row, name: str, known: dict[tuple[int, str], set[int]]) -> bool:
        said = row.values.pop(name, None)
        if not said:
            return True
        if "*" in said:  # hidden in an export: stays as it is
            row.kept.setdefault(name, said)
            return True
        pks = known.get((row.values["company"], parse.code_text(said)), set())
        if len(pks) == 1:
            row.values[name] = next(iter(pks))
            return True
        remedy = (
            "有几位股东同名，请改填家庭编号。"
            if pks
            else "不是这个经营主体的股东。请先在股东名册登记，或核对写法。"
        )
        self._problem(row.number, name, said, f"“{said}”{remedy}")
        return False


class ShareholderImporter(EnteringImporter):
    """股东名册: one row a holder of a company; the household tells who it is, a collective or a company its name."""

    model, save = Shareholder, staticmethod(save_shareholder)
    key = ("company", "household", "holder_name")
    only_new = ("company",)
    columns: ClassVar = (
        COMPANY,
        Column("holder_kind", "股东类型", ("类型", "股东性质"), required=True, parse=HOLDER, example="农户"),
        household_column(required=False),
        Column("holder_name", "股东名称", ("股东", "股东姓名", "姓名"), example="张小明", note="农户可不填"),
        Column("account", "收款账号", ("银行账号", "卡号", "银行卡号", "账号"), example="", note="整列设为文本格式"),
        Column("bank", "开户行", ("开户银行", "银行"), example="农村信用社"),
    )  # fmt: skip

    def _key_of(self, values: dict[str, Any]) -> tuple | None:
        """A household once a company, whatever name it is written under; anybody else by name."""
        home = values.get("household")
        return (
            values.get("settlement"),
            values.get("company"),
            home,
            "" if home else values.get("holder_name") or "",
        )

    def _existing(self, seen: dict[tuple, Row]) -> Any:
        known = Shareholder._base_manager.exclude(status=Status.VOID).order_by()
        known = known.filter(company__in={key[1] for key in seen})
        for record in known.values(*self._needed(list(seen.values()))):
            home = record["household_id"]
            key = (record["settlement_id"], record["company_id"], home, "" if home else record["holder_name"])
            if key in seen:
                yield seen[key], record

    @classmethod
    def after_undo(cls, made: range, *, by: Any) -> None:
        """Not when they hold, or have held, shares."""
        moved = ShareEvent.objects.live().filter(to_holder__in=made)
        if moved.exists() or ShareContract.objects.live().filter(shareholder__in=made).exists():
            raise ValidationError("这批股东已有入股合同或股权变动，请先撤销或作废那些记录。")


class ShareContractImporter(HolderImporter):
    """入股合同: one row a contract, known by its number; a new one issues its shares."""

    model, save = ShareContract, staticmethod(save_share_contract)
    key = ("contract_no",)
    holders = ("shareholder",)
    only_new = ("company", "shareholder", "contribution", "shares", "signed_on")
    columns: ClassVar = (
        Column("contract_no", "合同编号", ("编号", "合同号", "协议编号"), required=True, example="股〔2018〕1号"),
        COMPANY,
        holder_column("shareholder", "股东", ("股东名称", "入股户", "家庭编号"), required=True),
        Column("contribution", "出资方式", ("入股方式", "出资形式"), required=True, parse=CONTRIBUTION, example="土地经营权"),
        Column("fund_source", "财政资金来源", ("资金来源",), note="财政资金量化入股的填写"),
        SHARES,
        Column("guaranteed_floor_fen", "每年保底（元）", ("保底分红", "保底金额"), example="300"),
        Column("certificate_no", "股权证编号", ("股权证号", "证书编号")),
        Column("signed_on", "签订日期", ("签订时间", "合同日期", "签约日期"), required=True, example="2018-09-10"),
        Column("signed_by_holder", "权利人本人签字", ("本人签字",)),
        Column("signed_by_all", "共有人全部签字", ("共有人签字",)),
        Column("contract_on_file", "合同文本已归档", ("合同归档",)),
    )  # fmt: skip

    def after_write(self, created_ids: range, changed_ids: list[int]) -> None:
        """The shares enter the register, as from the form."""
        for contract in ShareContract.objects.filter(pk__in=created_ids).order_by("pk"):
            issue_shares(contract, by=self.user)

    @classmethod
    def after_undo(cls, made: range, *, by: Any) -> None:
        """The issues go with their contracts, unless shares have moved on or land was put in."""
        if AssetUse.objects.live().filter(share_contract__in=made).exists():
            raise ValidationError("有合同已经签入地块，不能整批撤销。请逐份办理。")
        for event in (
            ShareEvent.objects.live().filter(share_contract__in=made).order_by("-happened_on", "-pk")
        ):
            void_event(event, by=by, reason="撤销导入的入股合同")


class ShareEventImporter(HolderImporter):
    """股权登记簿: one row a movement. Rows are entered by day, whatever their order in the sheet."""

    model, save = ShareEvent, staticmethod(record_event)
    key = ("company", "event_kind", "from_holder", "to_holder", "shares", "happened_on", "note")
    holders = ("from_holder", "to_holder")
    append_only, key_changed = True, NOT_EDITED
    columns: ClassVar = (
        COMPANY,
        Column("event_kind", "变动", ("变动类型", "变动方式", "业务类型"), required=True, parse=KIND, example="转让"),
        holder_column("from_holder", "转出股东", ("转出方", "转让方", "出让方")),
        holder_column("to_holder", "转入股东", ("转入方", "受让方", "股东")),
        SHARES,
        Column("happened_on", "变动日期", ("变动时间", "日期", "登记日期"), required=True, example="2018-09-10"),
        Column("note", "依据", ("变动依据", "备注", "说明"), example="转让协议 3 号", note="同一天同样的变动有几笔时，依据要写得不同"),
    )  # fmt: skip

    def in_order(self, row: Row) -> Any:
        """By day; what is issued comes before what is given on."""
        return (row.values["happened_on"], row.values["event_kind"] != ShareEvent.Kind.ISSUE, row.number)

    def _key_of(self, values: dict[str, Any]) -> tuple | None:
        """All that a movement says: the same line again is the same movement."""
        told = (values.get(name) for name in self.key[1:-1])
        return (values.get("settlement"), values.get("company"), *told, values.get("note") or "")

    def _existing(self, seen: dict[tuple, Row]) -> Any:
        known = ShareEvent._base_manager.exclude(status=Status.VOID).order_by()
        known = known.filter(company__in={key[1] for key in seen})
        for record in known.values(*self._needed(list(seen.values()))):
            told = (record[self._key_column(name)] for name in self.key[1:])
            key = (record["settlement_id"], record["company_id"], *told)
            if key in seen:
                yield seen[key], record

    def after_write(self, created_ids: range, changed_ids: list[int]) -> None:
        """Once more under the company's lock: somebody may have moved shares since the check."""
        events = ShareEvent.objects.filter(pk__in=created_ids)
        companies = sorted(set(events.values_list("company", flat=True)))
        list(OperatorCompany.objects.select_for_update().filter(pk__in=companies).order_by("pk"))
        try:
            _demand_no_debt(Shareholder.objects.filter(pk__in=events.values("from_holder")))
        except ValidationError as problem:
            raise Refused("".join(problem.messages)) from problem

    @classmethod
    def after_undo(cls, made: range, *, by: Any) -> None:
        """Not when shares that came have moved on."""
        taken = ShareEvent._base_manager.filter(pk__in=made)
        _demand_no_debt(Shareholder.objects.filter(pk__in=taken.values("to_holder")))


def _demand_no_debt(holders: Any) -> None:
    for holder in holders.select_related("company"):
        first = ShareEvent.objects.live().filter(from_holder=holder).order_by("happened_on").first()
        if first is not None and lowest_from(holder, first.happened_on) < 0:
            raise ValidationError(
                f"“{holder}”从 {first.happened_on} 起转出的股份会多于持有的股份，请核对后面的变动。"
            )
