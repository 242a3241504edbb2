"""Plain-Python references of the relations and measures of property; read by the conformance kit only."""

from __future__ import annotations

from collections.abc import Iterator

from hehuo.measures.conformance.population import Row
from hehuo.measures.conformance.world import Reference, World
from hehuo.residents.measures_reference import case, relocation_households


def relocation_old_houses(w: World) -> Iterator[Row]:
    """Old houses of H."""
    homes = {(h["settlement_id"], h["household_id"]) for h in w["relocation_households"]}
    for o in w["old_houses"]:
        if (o["settlement_id"], o["household_id"]) in homes and o["has_old_house"] != "none":
            yield {**o, "exempt": int(o["exemption"] != "none" and w.past(o["exemption_certified_on"]))}


def old_houses_due(w: World) -> Iterator[Row]:
    """Not exempt, and the day has come or was never agreed."""
    for o in w["relocation_old_houses"]:
        if not o["exempt"] and (o["due_on"] is None or w.past(o["due_on"])):
            yield o


def demolished(w: World) -> Iterator[Row]:
    """9.2, first half."""
    for o in w["old_houses_due"]:
        yield case(o, "old_house_id", w.past(o["demolished_on"]) and w.past(o["site_checked_on"]))


def reclaimed(w: World) -> Iterator[Row]:
    """9.2, second half."""
    for o in w["old_houses_due"]:
        if o["reclaim_kind"] != "unsuitable" and (o["reclaim_due_on"] is None or w.past(o["reclaim_due_on"])):
            yield case(o, "old_house_id", w.past(o["accepted_on"]))


def exempt(w: World) -> Iterator[Row]:
    """Certified exemptions."""
    for o in w["relocation_old_houses"]:
        yield case(o, "old_house_id", o["exempt"])


def _runs(w: World, row: Row, first: str, after: str) -> bool:
    """Begun, and not over yet."""
    return w.past(row[first]) and not w.past(row[after])


def counted_assets(w: World) -> Iterator[Row]:
    """Confirmed assets out of dispute; used when a use runs that bears, and the ground does not lie fallow."""
    for asset in w["assets"]:
        disputed = w.past(asset["disputed_on"]) and not w.past(asset["dispute_settled_on"])
        if not w.past(asset["rights_confirmed_on"]) or disputed:
            continue
        uses = [
            use
            for use in w["asset_uses"]
            if (use["settlement_id"], use["asset_id"]) == (asset["settlement_id"], asset["asset_id"])
            and _runs(w, use, "starts_on", "ends_on")
            and (use["use_kind"] in ("leased", "shared") or w.past(use["operating_since"]))
        ]
        fallow = asset["fallow_since"] is not None and asset["fallow_since"] < w.months_ago(
            w.setting["event_months"]
        )
        yield {**asset, "in_use": int(bool(uses) and not fallow)}


def _weighed(row: Row, size: str) -> Row:
    weight = row[size]
    return {
        **case(row, "asset_id", row["in_use"]),
        "weight": weight,
        "weight_met": weight if row["in_use"] else 0,
    }


def _mu_in_use(kind: str) -> Reference:
    def cases(w: World) -> Iterator[Row]:
        for asset in w["counted_assets"]:
            if asset["asset_kind"] == kind and asset["area_mu"]:
                yield _weighed(asset, "area_mu")

    return cases


def floor_in_use(w: World) -> Iterator[Row]:
    """10.3, assets of the settlement."""
    for asset in w["counted_assets"]:
        if asset["side"] == "settlement" and asset["floor_m2"]:
            yield _weighed(asset, "floor_m2")


def three_land(w: World) -> Iterator[Row]:
    """9.3."""
    for asset in w["counted_assets"]:
        if asset["asset_kind"] in ("farmland", "forest", "homestead"):
            yield case(asset, "asset_id", asset["in_use"])


def listed_households(w: World) -> Iterator[Row]:
    """10.2."""
    for home in w["relocation_households"]:
        key = (home["settlement_id"], home["household_id"])
        lists = [row for row in w["asset_lists"] if (row["settlement_id"], row["household_id"]) == key]
        done = any(row["signed_by_holder"] and w.past(row["confirmed_on"]) for row in lists)
        yield case(home, "household_id", done)


def companies(w: World) -> Iterator[Row]:
    """10.1."""
    for row in w["operator_companies"]:
        if row["kind"] in ("migrant", "platform") and not w.past(row["ended_on"]):
            yield case(row, "company_id", w.past(row["designated_on"]) and row["has_designation"])


def documented(w: World) -> Iterator[Row]:
    """10.5."""
    for row in w["land_contracts"]:
        if _runs(w, row, "signed_on", "ended_on"):
            paid = row["payment_proof_on_file"] or not w.past(row["first_due_on"])
            yield case(row, "contract_id", row["contract_on_file"] and row["valuation_on_file"] and paid)


def signed_shares(w: World) -> Iterator[Row]:
    """10.4, first part."""
    for row in w["share_contracts"]:
        if _runs(w, row, "signed_on", "ended_on"):
            whole = row["signed_by_holder"] and row["signed_by_all"] and row["contract_on_file"]
            yield case(row, "share_contract_id", whole)


def fen_paid(w: World) -> Iterator[Row]:
    """10.4, second part."""
    for row in w["dividend_payments"]:
        paid = w.past(row["paid_on"])
        owed_now = w.past(row["due_on"]) and (
            row["due_on"] >= w.months_ago(w.setting["event_months"]) or not paid
        )
        if owed_now and row["amount_fen"] > 0:
            amount = row["amount_fen"]
            yield {**case(row, "payment_id", paid), "weight": amount, "weight_met": amount if paid else 0}


RELATIONS: dict[str, Reference] = {
    "relocation_households": relocation_households,
    "relocation_old_houses": relocation_old_houses,
    "old_houses_due": old_houses_due,
    "counted_assets": counted_assets,
}
MEASURES: dict[str, Reference] = {
    "old_houses_demolished": demolished,
    "old_houses_reclaimed": reclaimed,
    "old_houses_exempt": exempt,
    "farmland_mu_in_use": _mu_in_use("farmland"),
    "forest_mu_in_use": _mu_in_use("forest"),
    "homestead_mu_in_use": _mu_in_use("homestead"),
    "settlement_floor_area_in_use": floor_in_use,
    "three_land_activated": three_land,
    "households_with_asset_list": listed_households,
    "operator_companies_designated": companies,
    "asset_contracts_documented": documented,
    "share_contracts_signed": signed_shares,
    "dividend_fen_paid": fen_paid,
}
FAVOURED = {
    "asset_kind": ["farmland", "forest", "homestead"],
    "side": ["settlement", "origin"],
    "use_kind": ["leased", "shared", "stored", "self_run"],
    "operator_companies.kind": ["migrant", "platform", "cooperative"],
    "area_mu": [0, 411, 25],
    "floor_m2": [0, 3550],
    "amount_fen": [0, 1, 164400],
}
"""Values that make a row count."""
