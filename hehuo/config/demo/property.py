"""Companies, assets with their uses, household lists, valuations and land contracts of one settlement (item 10)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from hehuo.config.demo.families import Family
from hehuo.config.demo.names import full_name, surname, uscc
from hehuo.config.demo.places import Site
from hehuo.config.demo.writer import Row, Writer
from hehuo.org.facts import county_facts
from hehuo.org.models import OrgUnit
from hehuo.property.models import (
    Asset,
    AssetUse,
    AssetValuation,
    HouseholdAssetList,
    LandContract,
    OperatorCompany,
)

DESIGNATED = date(2018, 7, 20)
SURVEYED = date(2018, 8, 6)
SIGNED = date(2018, 10, 8)
FEN_PER_MU = 40_000
SETTLEMENT_ASSETS = (
    ("shop", "安置点商铺", 6800), ("parking", "停车场", 42000), ("workshop", "扶贫车间", 120000), ("advertising", "广告位", 1200),
    ("estate", "物业用房", 24000), ("collective", "集体仓库", 18000), ("shop", "农贸摊位", 3200),
)  # fmt: skip
GALLERY = ("registered", "rights_confirmed", "publicised", "valued", "agreed", "reclaimed", "disputed", "expired", "terminated",
           "stored")  # fmt: skip
"""States that ordinary parcels seldom show; the first parcels of a settlement stand in them."""


@dataclass
class Estate:
    """What one settlement owns and who runs it, on its way into the ledgers."""

    site: Site
    writer: Writer
    rng: Random
    company: Row = field(default_factory=dict)
    cooperative: Row = field(default_factory=dict)
    contracts: list[Row] = field(default_factory=list)
    to_share: list[tuple[Family, list[Row]]] = field(default_factory=list)
    serial: int = 0

    @property
    def weak(self) -> bool:
        """Settlements whose story is paper work that lags behind."""
        return self.site.plan.weak_start or self.site.plan.late > 0.3


def write_land(site: Site, writer: Writer) -> Estate:
    """Companies, lists, parcels, contracts; what is left to be shared is for the dividends."""
    estate = Estate(site, writer, Random(f"{writer.seed}/{site.plan.code}/property"))
    _companies(estate)
    _settlement_assets(estate)
    for number, family in enumerate(site.families):
        if family.row.get("exited_on") is None:
            _household(estate, number, family)
    return estate


def _companies(estate: Estate) -> None:
    site, rng, plan = estate.site, estate.rng, estate.site.plan
    county = next(c for c in county_facts() if c["code"] == plan.county)
    unit = OrgUnit.objects.filter(code=f"{county['slug']}-pingtai").first()
    place, small = int(plan.code[1:3]), plan.households < 200
    sheet, told = estate.writer[OperatorCompany], {"unit_id": unit.pk if unit else None}
    named = not (plan.code.startswith("D12") or (estate.weak and plan.code.startswith("D07")))
    estate.company = sheet.add(
        **site.entry(DESIGNATED, verified=True), **told, name=f"{county['name']}移民发展公司" if not small else f"{county['name']}平台公司",
        uscc=uscc(70_000 + place), kind="platform" if small else "migrant", legal_rep=full_name(rng, surname(rng), True),
        designation_no=f"移民发〔2018〕{place}号" if named else "", designated_on=DESIGNATED if named else None,
        annual_report_on=date(site.today.year, 4, 20) if site.today >= date(site.today.year, 5, 1) else None,
    )  # fmt: skip
    estate.cooperative = sheet.add(
        **site.entry(date(2018, 8, 15), verified=True), **told, name=f"{plan.name}种养殖农民专业合作社", uscc=uscc(71_000 + place),
        kind="cooperative", legal_rep=full_name(rng, surname(rng), True), designation_no="", designated_on=None,
    )  # fmt: skip


def _use(estate: Estate, asset: Row, kind: str, starts: date, **basis: object) -> Row:
    return estate.writer[AssetUse].add(
        **estate.site.entry(starts, late=0.0), asset_id=asset["id"], use_kind=kind, starts_on=starts, **basis
    )


def _settlement_assets(estate: Estate) -> None:
    site, rng = estate.site, estate.rng
    count = len(SETTLEMENT_ASSETS) if site.plan.households >= 200 else 3
    for number, (kind, label, floor) in enumerate(SETTLEMENT_ASSETS[:count], 1):
        idle = number == 4 or (estate.weak and number % 3 == 0)
        opened = date(2018, 9, 1) + timedelta(rng.randint(0, 120))
        asset = estate.writer[Asset].add(
            **site.entry(SURVEYED, verified=True), asset_code=f"{site.plan.code}-Z{number:02}", asset_kind=kind, side="settlement",
            place=f"{rng.choice(site.buildings).number}栋旁{label}", holder_kind="collective", household_id=None,
            holder_name=f"{site.plan.name}居民委员会", cert_kind="real_estate", cert_no=f"不动产{site.plan.code}{number:03}", area_mu=None,
            floor_m2=floor + 50 * rng.randint(0, 40), entrusted_to_id=estate.company["id"],
            state="agreed" if idle else "operating", rights_confirmed_on=SURVEYED + timedelta(20), agreed_on=SURVEYED + timedelta(60),
        )  # fmt: skip
        estate.writer[AssetValuation].add(
            **site.entry(SURVEYED + timedelta(40)), asset_id=asset["id"], method="market", valuer="某资产评估事务所",
            value_fen=floor * 1200, valued_on=SURVEYED + timedelta(40), valid_to=SURVEYED + timedelta(405),
        )  # fmt: skip
        if not idle:
            _use(estate, asset, "self_run", opened, operating_since=opened)


def _parcel(estate: Estate, family: Family, kind: str, mu: int, state: str, **facts: object) -> Row:
    estate.serial += 1
    letter, paper = {
        "farmland": ("C", "contract"),
        "forest": ("L", "forest"),
        "homestead": ("Z", "real_estate"),
    }[kind]
    confirmed = None if state == "registered" else SURVEYED + timedelta(estate.rng.randint(10, 50))
    return estate.writer[Asset].add(
        **estate.site.entry(SURVEYED, by=family.by, verified=state != "registered"),
        asset_code=f"{family.row['household_no']}-{letter}", asset_kind=kind, side="origin", place=family.row["origin_place"],
        holder_kind="household", household_id=family.row["id"], holder_name=family.row["head_name"], cert_kind=paper,
        cert_no=f"{paper[:2].upper()}{estate.site.plan.code}{estate.serial:06}", right_ends_on=date(2046, 12, 31), area_mu=mu, floor_m2=None,
        state=state, rights_confirmed_on=confirmed,
        publicised_on=confirmed + timedelta(7) if confirmed and state not in ("rights_confirmed",) else None,
        agreed_on=confirmed + timedelta(10) if confirmed and state not in ("registered", "rights_confirmed", "publicised", "valued", "disputed") else None,
        **facts,
    )  # fmt: skip


def _areas(rng: Random) -> list[tuple[str, int]]:
    """Parcels of a household in hundredths of a mu: log-normal around the means of the region."""
    found = [("farmland", max(30, int(rng.lognormvariate(5.88, 0.5))))]
    if rng.random() < 0.42:
        found.append(("forest", max(20, int(rng.lognormvariate(5.57, 0.55)))))
    if rng.random() < 0.55:
        found.append(("homestead", max(8, int(rng.lognormvariate(3.15, 0.35)))))
    return found


def _household(estate: Estate, number: int, family: Family) -> None:
    rng, areas = estate.rng, _areas(estate.rng)
    _list(estate, number, family, [kind for kind, _ in areas])
    if number < len(GALLERY):
        _gallery(estate, GALLERY[number], family, areas[0][1])
        return
    roll, idle = rng.random(), 0.32 if estate.weak else 0.08
    fields = [(kind, mu) for kind, mu in areas if kind != "homestead"]
    for kind, mu in areas:
        if kind == "homestead":
            _homestead(estate, family, mu)
    if roll < idle:
        for kind, mu in fields:
            _parcel(estate, family, kind, mu, "rights_confirmed")
    elif roll < idle + 0.36:
        _leased(estate, family, fields)
    elif roll < idle + 0.62:
        parcels = [
            _parcel(estate, family, kind, mu, "shared", entrusted_to_id=estate.cooperative["id"])
            for kind, mu in fields
        ]
        estate.to_share.append((family, parcels))
    else:
        for kind, mu in fields:
            since = SURVEYED + timedelta(rng.randint(60, 400))
            fallow = estate.site.today - timedelta(500) if rng.random() < 0.05 else None
            asset = _parcel(estate, family, kind, mu, "operating", fallow_since=fallow)
            _use(estate, asset, "self_run", since, operating_since=since)


def _homestead(estate: Estate, family: Family, mu: int) -> None:
    reclaimed = estate.rng.random() < (0.55 if estate.weak else 0.85)
    asset = _parcel(estate, family, "homestead", mu, "operating" if reclaimed else "rights_confirmed")
    if reclaimed:
        since = date(2019, 3, 1) + timedelta(estate.rng.randint(0, 200))
        _use(estate, asset, "reclaimed", since, operating_since=since + timedelta(60))


def _gallery(estate: Estate, state: str, family: Family, mu: int) -> None:
    """One parcel in a state that is seldom seen."""
    facts: Row = {}
    if state == "disputed":
        facts = {"dispute": "与邻户界线不清", "disputed_on": date(2019, 4, 2)}
    asset = _parcel(estate, family, "farmland", mu, state, **facts)
    if state in ("expired", "terminated"):
        _use(estate, asset, "self_run", SIGNED, operating_since=SIGNED, ends_on=date(2020, 10, 8))
    elif state == "reclaimed":
        _use(estate, asset, "reclaimed", SIGNED)
    elif state == "stored":
        contract = _contract(estate, family, "storage", mu, "filed")
        asset["entrusted_to_id"] = estate.company["id"]
        _use(estate, asset, "stored", SIGNED, contract_id=contract["id"])
    if state in ("valued", "agreed"):
        estate.writer[AssetValuation].add(
            **estate.site.entry(SURVEYED + timedelta(40)), asset_id=asset["id"], method="agreed", valuer="", value_fen=mu * 900,
            valued_on=SURVEYED + timedelta(40), valid_to=SURVEYED + timedelta(405),
        )  # fmt: skip


CONTRACT_STATES = ("drafted", "signed", "expired", "terminated")


def _leased(estate: Estate, family: Family, fields: list[tuple[str, int]]) -> None:
    number = len(estate.contracts)
    state = CONTRACT_STATES[number] if number < len(CONTRACT_STATES) else "filed"
    mu = sum(size for _, size in fields)
    contract = _contract(
        estate, family, estate.rng.choice(("lease", "lease", "subcontract", "trust")), mu, state
    )
    estate.contracts.append(contract)
    ended = contract["ended_on"]
    for kind, size in fields:
        now = {"drafted": "agreed", "expired": "expired", "terminated": "terminated"}.get(state, "leased")
        asset = _parcel(estate, family, kind, size, now, entrusted_to_id=estate.company["id"])
        if state != "drafted":
            _use(estate, asset, "leased", contract["starts_on"], contract_id=contract["id"], ends_on=ended)


def _contract(estate: Estate, family: Family, mode: str, mu: int, state: str) -> Row:
    site, rng = estate.site, estate.rng
    estate.serial += 1
    starts = SIGNED + timedelta(rng.randint(0, 90))
    ends = starts.replace(year=starts.year + (2 if state == "expired" else 20))
    ended = ends if state == "expired" else date(2020, 6, 30) if state == "terminated" else None
    signed, documented = state != "drafted", rng.random() < site.plan.documented
    return estate.writer[LandContract].add(
        **site.entry(starts, verified=state != "drafted"), contract_no=f"流转〔2018〕{site.plan.code}-{estate.serial:05}",
        company_id=estate.company["id"], household_id=family.row["id"], holder_name=family.row["head_name"], mode=mode, starts_on=starts,
        ends_on=ends, rent_per_mu_fen=FEN_PER_MU, rent_fen=mu * FEN_PER_MU // 100, pay_month=12, voluntary_proof_no=f"自愿{estate.serial:05}",
        signed_by_holder=signed, signed_by_all=signed, contract_on_file=signed and (documented or rng.random() < 0.5),
        valuation_on_file=signed and documented, payment_proof_on_file=signed and documented, first_due_on=date(2018, 12, 31),
        signed_on=starts if signed else None, filed_on=starts + timedelta(15) if state == "filed" else None, ended_on=ended, state=state,
    )  # fmt: skip


def _list(estate: Estate, number: int, family: Family, kinds: list[str]) -> None:
    rng, site = estate.rng, estate.site
    share = 0.62 if estate.weak else 0.97
    state = {3: "listed", 5: "objected"}.get(number, "confirmed" if rng.random() < share else "listed")
    listed = SURVEYED + timedelta(rng.randint(0, 60))
    signed = state == "confirmed" and not (estate.weak and rng.random() < 0.1)
    estate.writer[HouseholdAssetList].add(
        **site.entry(listed, by=family.by, verified=state == "confirmed"), household_id=family.row["id"], listed_on=listed,
        farmland_count=kinds.count("farmland"), forest_count=kinds.count("forest"), homestead_count=kinds.count("homestead"),
        other_count=0, signer_name=family.row["head_name"] if state == "confirmed" else "", signed_by_holder=signed,
        confirmed_on=listed + timedelta(rng.randint(3, 30)) if state == "confirmed" else None, state=state,
        objection="后山一块林地没有列入" if state == "objected" else "",
    )  # fmt: skip
