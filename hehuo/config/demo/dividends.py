"""Shares, register, dividend runs of the plan's years and of last year, rents, objections of one settlement (item 10)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

from hehuo.config.demo.property import SIGNED, Estate
from hehuo.config.demo.writer import Row
from hehuo.org.workdays import WorkCalendar
from hehuo.property.allocation import allocate
from hehuo.property.models import (
    AssetUse,
    DividendBatch,
    DividendObjection,
    DividendPayment,
    ShareContract,
    ShareEvent,
    Shareholder,
)
from hehuo.property.shares.queries import balances_of

CONTRACT_STATES = ("contracted", "changed", "exited")
LAST_YEAR = (
    "plan_drafted",
    "meeting_approved",
    "publicised",
    "paying",
    "partly_undelivered",
    "paid",
    "accounts_closed",
)
"""How far the run of last year has come, one settlement after another."""
PLANNED = ("plan_drafted", "meeting_approved", "publicised")


def write_dividends(estate: Estate) -> None:
    """From the holders to the payments."""
    holders = [_holder(estate, number, *told) for number, told in enumerate(estate.to_share)]
    if holders:
        _move(estate, holders)
        _runs(estate, {row["id"]: row for row in holders})
    _rents(estate)


def _account(pk: int) -> str:
    """An account number that no bank gives out."""
    return f"629999{pk:013}"


def _holder(estate: Estate, number: int, family: object, parcels: list[Row]) -> Row:
    site, rng = estate.site, estate.rng
    home = family.row  # type: ignore[attr-defined]
    signed = SIGNED + timedelta(rng.randint(0, 60))
    holder = estate.writer[Shareholder].add(
        **site.entry(signed, verified=True), company_id=estate.cooperative["id"], holder_kind="household", household_id=home["id"],
        holder_name=home["head_name"], bank="农村商业银行",
    )  # fmt: skip
    holder["account"] = _account(holder["id"]) if rng.random() > 0.02 else ""
    state = CONTRACT_STATES[number] if number < 3 else "certificate_issued"
    shares = max(100, sum(p["area_mu"] for p in parcels))
    whole = rng.random() < (0.8 if estate.weak else 0.97)
    contract = estate.writer[ShareContract].add(
        **site.entry(signed, verified=state != "contracted"), contract_no=f"入股〔2018〕{site.plan.code}-{number + 1:04}",
        company_id=estate.cooperative["id"], shareholder_id=holder["id"], contribution="land", fund_source="", shares=shares,
        guaranteed_floor_fen=None if number % 3 else 20_000, certificate_no="" if state == "contracted" else f"股权{site.plan.code}{number + 1:05}",
        signed_on=signed, signed_by_holder=whole, signed_by_all=whole, contract_on_file=whole or number % 2 == 0, state=state,
        certificate_on=None if state == "contracted" else signed + timedelta(20), ended_on=date(2020, 5, 8) if state == "exited" else None,
    )  # fmt: skip
    for parcel in parcels:
        gone = contract["ended_on"]
        if gone:
            parcel["state"] = "terminated"
        estate.writer[AssetUse].add(
            **site.entry(signed, late=0.0), asset_id=parcel["id"], use_kind="shared", starts_on=signed, ends_on=gone,
            share_contract_id=contract["id"],
        )  # fmt: skip
    _event(estate, "issue", signed, shares, to=holder["id"], contract=contract)
    if contract["ended_on"]:
        _event(estate, "exit", contract["ended_on"], shares, giver=holder["id"], contract=contract)
    return holder


def _event(
    estate: Estate, kind: str, day: date, shares: int, *, giver: int | None = None, to: int | None = None, contract: Row | None = None
) -> None:  # fmt: skip
    estate.writer[ShareEvent].add(
        **estate.site.entry(day, late=0.0, verified=True), company_id=estate.cooperative["id"], event_kind=kind, from_holder_id=giver,
        to_holder_id=to, shares=shares, happened_on=day, share_contract_id=contract["id"] if contract else None,
        note=contract["contract_no"] if contract else "股权变更登记表",
    )  # fmt: skip


def _move(estate: Estate, holders: list[Row]) -> None:
    """A transfer and an inheritance: shares change hands, their sum does not."""
    for kind, giver, taker, day in (
        ("transfer", 1, 3, date(2019, 5, 20)),
        ("inherit", 4, 5, date(2019, 8, 12)),
    ):
        if len(holders) > max(giver, taker):
            _event(estate, kind, day, 50, giver=holders[giver]["id"], to=holders[taker]["id"])


def _balances(estate: Estate, day: date) -> dict[int, Decimal]:
    """Shares on a day, by the function that the system itself uses."""
    rows = [
        SimpleNamespace(
            from_holder_id=r["from_holder_id"], to_holder_id=r["to_holder_id"], shares=Decimal(r["shares"]).scaleb(-2)
        )
        for r in estate.writer[ShareEvent].rows
        if r["company_id"] == estate.cooperative["id"] and r["happened_on"] <= day
    ]  # fmt: skip
    return balances_of(rows)


def _runs(estate: Estate, holders: dict[int, Row]) -> None:
    today, place = estate.site.today, int(estate.site.plan.code[1:3])
    _run(estate, holders, 2018, "archived", 1.0)
    if place % 4 == 2:
        _loss(estate, 2019)
    else:
        _run(estate, holders, 2019, "paid", 0.98)
    if today.year > 2021:
        _run(estate, holders, today.year - 1, LAST_YEAR[place % len(LAST_YEAR)], 0.93)


def _loss(estate: Estate, year: int) -> None:
    loss = -estate.rng.randint(20_000, 900_000)
    estate.writer[DividendBatch].add(
        **estate.site.entry(date(year + 1, 1, 20), verified=True), company_id=estate.cooperative["id"], year=year, profit_fen=loss,
        payout_fen=0, record_day=date(year, 12, 31), state="no_dividend",
        notice=f"{year} 年度可分配利润为 {loss / 100:,.2f} 元，本年不分红。",
    )  # fmt: skip


def _run(estate: Estate, holders: dict[int, Row], year: int, state: str, delivered: float) -> None:
    site, rng = estate.site, estate.rng
    held = _balances(estate, date(year, 12, 31))
    profit = sum(int(s) for s in held.values()) * 100 * rng.randint(90, 240)
    payout = profit * 6 // 1000 * 100 + rng.randint(1, 99)
    payout = min(payout, profit)
    closed = date(year + 1, 1, 25) if state in ("archived", "paid") else site.today - timedelta(45)
    dates = _dates(site.today, closed, state)
    amounts = {} if state == "accounts_closed" else allocate(payout, held)
    batch = estate.writer[DividendBatch].add(
        **site.entry(closed, verified=state == "archived"), company_id=estate.cooperative["id"], year=year, profit_fen=profit,
        payout_fen=payout, record_day=date(year, 12, 31), state=state, holders_count=len(amounts), allocated_fen=sum(amounts.values()),
        meeting_no="" if state in ("accounts_closed", "plan_drafted") else f"股东会〔{closed.year}〕1号", **dates,
    )  # fmt: skip
    for pk, fen in sorted(amounts.items()):
        _pay(estate, batch, holders[pk], held[pk], fen, delivered)
    if state in ("publicised", "paid", "archived"):
        _objections(estate, batch, sorted(amounts)[:2])


def _dates(today: date, closed: date, state: str) -> Row:
    """How far the run has come, with its working days."""
    if state == "accounts_closed":
        return {}
    days = {"drafted_on": closed + timedelta(5)}
    if state != "plan_drafted":
        days["approved_on"] = closed + timedelta(10)
    if state not in ("plan_drafted", "meeting_approved"):
        shown = today - timedelta(2) if state == "publicised" else closed + timedelta(12)
        days |= {"publicised_on": shown, "objections_until": WorkCalendar().add_working_days(shown, 5).day}
    if state not in PLANNED:
        days["due_on"] = closed + timedelta(40)
    return days


def _pay(estate: Estate, batch: Row, holder: Row, shares: Decimal, fen: int, delivered: float) -> None:
    site, rng, state = estate.site, estate.rng, batch["state"]
    told: Row = {"state": "planned", "due_on": None}
    if state not in PLANNED:
        paid_on = batch["due_on"] - timedelta(rng.randint(2, 12))
        reached = state in ("paid", "archived") or (bool(holder["account"]) and rng.random() < delivered)
        told = {"state": "paid", "paid_on": paid_on, "receipt": "bank_ok" if holder["account"] else "signed"}
        if not reached:
            told = (
                {"state": "due"}
                if state == "paying"
                else {
                    "state": "failed",
                    "undelivered_reason": "account" if holder["account"] else "no_account",
                }
            )
        elif paid_on > site.today - timedelta(1):
            told["paid_on"] = site.today - timedelta(1)
        told["due_on"] = batch["due_on"]
    estate.writer[DividendPayment].add(
        **site.entry(batch["drafted_on"], late=0.0), pay_kind="dividend", company_id=batch["company_id"], batch_id=batch["id"],
        shareholder_id=holder["id"], household_id=holder["household_id"], holder_name=holder["holder_name"],
        shares=int(shares.scaleb(2)), amount_fen=fen, account=holder["account"], **told,
    )  # fmt: skip


def _objections(estate: Estate, batch: Row, who: list[int]) -> None:
    for number, pk in enumerate(who):
        raised = batch["publicised_on"]
        state = "raised" if batch["state"] == "publicised" and number == 0 else ("rejected", "upheld")[number]
        answered = None if state == "raised" else raised + timedelta(1)
        estate.writer[DividendObjection].add(
            **estate.site.entry(raised, late=0.0), batch_id=batch["id"], shareholder_id=pk, raised_on=raised, content="登记日的股份数与股权证不一致",
            state=state, answered_on=answered, answer="" if answered is None else "已对照股权登记簿核对，结果已书面告知。",
        )  # fmt: skip


def _rents(estate: Estate) -> None:
    """Rents of the plan's years and of the last payment day."""
    site, rng = estate.site, estate.rng
    last = date(site.today.year - 1, 12, 31)
    for number, contract in enumerate(estate.contracts):
        if contract["state"] == "drafted":
            continue
        days = (
            (date(2019, 12, 31), last) if contract["state"] in ("signed", "filed") else (date(2019, 12, 31),)
        )
        for day in days:
            failed = day == last and rng.random() < (0.2 if estate.weak else 0.03)
            state = "paid" if not failed else "due" if number % 2 else "failed"
            told = (
                {"paid_on": day - timedelta(rng.randint(1, 20)), "receipt": rng.choice(("bank_ok", "signed"))}
                if state == "paid"
                else {}
            )
            if state == "failed":
                told = {"undelivered_reason": rng.choice(("unreachable", "heirs", "account"))}
            estate.writer[DividendPayment].add(
                **site.entry(day, late=0.0), pay_kind="rent", company_id=contract["company_id"], contract_id=contract["id"],
                household_id=contract["household_id"], holder_name=contract["holder_name"], amount_fen=contract["rent_fen"], due_on=day,
                state=state, account=_account(contract["id"] + 500_000) if rng.random() < 0.9 else "", **told,
            )  # fmt: skip
