"""股东名册, 入股合同, 股权变动 (item 10)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.utils import timezone
from django.utils.dateparse import parse_date

from hehuo.kit.asking import Step
from hehuo.kit.casework import asked
from hehuo.kit.ledger import Child
from hehuo.kit.waiting import Waiting
from hehuo.property.assets.models import AssetUse
from hehuo.property.dividends.models import DividendPayment
from hehuo.property.forms import DayForm
from hehuo.property.pages import PropertyLedger
from hehuo.property.shares import services
from hehuo.property.shares.forms import ContributionForm, ExitForm, MoveForm
from hehuo.property.shares.imports import ShareContractImporter, ShareEventImporter, ShareholderImporter
from hehuo.property.shares.lifecycle import SHARE_CONTRACT
from hehuo.property.shares.models import ShareContract, ShareEvent, Shareholder
from hehuo.property.shares.queries import ZERO, balances_at, percent_of

HOLDER_SEARCH = ("household__head_name", "household__head_initials", "household__household_no")
IN_LAND = (
    ShareContract.Contribution.LAND,
    ShareContract.Contribution.FOREST,
    ShareContract.Contribution.HOUSE,
)


def _day_of(request: Any) -> date | None:
    """The day that the address asks for, if there is such a day."""
    try:
        return parse_date(request.GET.get("on", ""))
    except ValueError:
        return None


class ShareholderLedger(PropertyLedger):
    """Who holds shares of whom, with the balance of today."""

    model, slug, section, item, help = Shareholder, "shareholders", "资产", "第10项", "shareholders"
    purpose = "登记经营主体的股东和收款账号；股份数由股权变动算出，可以查任何一天的余额。"
    columns = ("company", "household", "holder_name", "holder_kind", "account", "bank")
    filters = ("settlement", "company", "holder_kind", "household")
    fields = {"股东": ("company", "holder_kind", "household", "holder_name"), "收款": ("account", "bank")}
    search = ("holder_name", *HOLDER_SEARCH)
    children = (
        Child(ShareContract, "shareholder", ("contract_no", "contribution", "shares", "signed_on", "state"), ledger="share-contracts"),
        Child(ShareEvent, "to_holder", ("event_kind", "shares", "happened_on", "note"), ledger="share-events"),
        Child(ShareEvent, "from_holder", ("event_kind", "shares", "happened_on", "note"), ledger="share-events"),
        Child(DividendPayment, "shareholder", ("batch", "shares", "due_on", "paid_on", "state"), ledger="dividend-payments"),
    )  # fmt: skip
    only_new = ("company",)
    importer = ShareholderImporter

    def perform_save(self, form: Any) -> Shareholder:
        """The holder's name follows from the household."""
        return self.saved_by(services.save_shareholder, self.entered(form))

    def show_detail(self, request: Any, status: int = 200, **context: Any) -> Any:
        """With the balance of a day, from the register; today unless another day is asked for."""
        day = _day_of(request) or timezone.localdate()
        held = balances_at(self.object.company_id, day)
        balance = held.get(self.object.pk, ZERO)
        percent = percent_of(balance, sum(held.values(), ZERO))
        context |= {"balance": balance, "balance_day": day, "percent": percent}
        return super().show_detail(request, status, **context)


class ShareContractLedger(PropertyLedger):
    """What was put in for which shares."""

    model, slug, section, item, help = ShareContract, "share-contracts", "资产", "第10项", "share-contracts"
    purpose = "登记土地、林权、资金等入股的合同和股权证；签订即在股权登记簿记一笔入股。"
    card_title = "shareholder"
    columns = (
        "contract_no",
        "company",
        "shareholder",
        "contribution",
        "shares",
        "signed_on",
        "signed_by_holder",
        "state",
    )
    filters = (
        "settlement",
        "state",
        "company",
        "contribution",
        "signed_on",
        "signed_by_holder",
        "signed_by_all",
        "shareholder",
    )
    fields = {
        "合同": (
            "contract_no",
            "company",
            "shareholder",
            "contribution",
            "fund_source",
            "shares",
            "signed_on",
        ),
        "约定": ("guaranteed_floor_fen", "certificate_no"),
        "签字和归档": ("signed_by_holder", "signed_by_all", "contract_on_file"),
    }
    facts = {"办理": ("state", "certificate_on", "ended_on")}
    search = ("contract_no", "shareholder__holder_name")
    totals = ("shares",)
    children = (
        Child(AssetUse, "share_contract", (("asset__asset_code", "地块"), "asset__asset_kind", "asset__area_mu", "starts_on", "ends_on")),
        Child(ShareEvent, "share_contract", ("event_kind", "from_holder", "to_holder", "shares", "happened_on"), ledger="share-events"),
    )  # fmt: skip
    lifecycle = SHARE_CONTRACT
    asking = (
        Step("put-in", "签入地块", "土地、林权、房屋入股的，勾选入股的地块。一块地同一时间只用一次。", ContributionForm,
             services.put_in_assets,
             lambda c: "" if c.contribution in IN_LAND and c.state != "exited" else "不是以土地、林权、房屋入股的，不用签入地块。"),
        asked(SHARE_CONTRACT, "certify", "填写发证日期。", DayForm, services.issue_certificate),
        asked(SHARE_CONTRACT, "transfer", "股份转给同一主体的另一位股东。", MoveForm, services.transfer_shares),
        asked(SHARE_CONTRACT, "inherit", "股份转给继承人。", MoveForm, services.inherit_shares),
        asked(SHARE_CONTRACT, "exit", "退回余下的股份，签入的地块随之空出。", ExitForm, services.leave_company),
    )  # fmt: skip
    waiting = (
        Waiting("待发股权证的合同", {"state": "contracted"}),
        Waiting("变更后待换发股权证的合同", {"state": "changed"}),
    )
    only_new = ("company", "shareholder", "contribution", "shares", "signed_on")
    importer = ShareContractImporter

    def show_detail(self, request: Any, status: int = 200, **context: Any) -> Any:
        """With the part of the company that the contract gave on the day it was signed, and what the holder has today."""
        contract, today = self.object, timezone.localdate()
        then = sum(balances_at(contract.company_id, contract.signed_on).values(), ZERO)
        now = balances_at(contract.company_id, today)
        holds = now.get(contract.shareholder_id, ZERO)
        context |= {
            "percent_then": percent_of(contract.shares, then), "holds": holds, "today": today,
            "percent_now": percent_of(holds, sum(now.values(), ZERO)),
        }  # fmt: skip
        return super().show_detail(request, status, **context)

    def perform_save(self, form: Any) -> ShareContract:
        """A new contract issues its shares."""
        return self.saved_by(services.save_share_contract, self.entered(form))


class ShareEventLedger(PropertyLedger):
    """The register: every movement of shares, once, never edited."""

    model, slug, section, item, help = ShareEvent, "share-events", "资产", "第10项", "share-events"
    purpose = "股权登记簿：每一次入股、转让、继承、退股记一笔，任何一天的股份由它算出。"
    columns = ("company", "event_kind", "from_holder", "to_holder", "shares", "happened_on", "note")
    filters = (
        "settlement",
        "company",
        "event_kind",
        "happened_on",
        "from_holder",
        "to_holder",
        "share_contract",
    )
    fields = ("company", "event_kind", "from_holder", "to_holder", "shares", "happened_on", "note")
    search = ("from_holder__holder_name", "to_holder__holder_name", "note")
    ordering = ("-happened_on", "-id")
    importer = ShareEventImporter

    def show_form(self, request: Any) -> Any:
        """New movements only."""
        return self._fixed(request) if self.object else super().show_form(request)

    def save_form(self, request: Any) -> Any:
        """New movements only."""
        return self._fixed(request) if self.object else super().save_form(request)

    def _fixed(self, request: Any) -> Any:
        messages.warning(request, "股权变动登记后不修改。登错的请作废，再重新登记。")
        return self.back()

    def perform_save(self, form: Any) -> ShareEvent:
        """Nobody gives away more than there is."""
        return self.saved_by(services.record_event, self.entered(form))

    def void(self, request: Any) -> Any:
        """Not when the shares have moved on."""
        return self._do(
            request, "已作废。",
            lambda: services.void_event(self.object, by=request.user, reason=request.POST.get("reason", "")),
        )  # fmt: skip
