"""Each ledger of facilities, repairs, shops, start-ups, buses, publications and volunteers keeps the contract."""

from datetime import date, time
from decimal import Decimal

from hehuo.kit.testing.contract import LedgerContract
from hehuo.records.writing import save_record
from hehuo.residents.models import Dwelling
from hehuo.services.coverage.ledger import PublicServiceLedger, SchoolPlacementLedger, UtilityCoverageLedger
from hehuo.services.facilities.ledger import FacilityLedger, InspectionLedger
from hehuo.services.models import (
    BusDay,
    BusinessEntity,
    BusLine,
    BusStop,
    Departure,
    Facility,
    FacilityInspection,
    InfoPlatform,
    InfoPublication,
    LineStop,
    PlatformExchange,
    PublicServiceAccess,
    RepairTicket,
    RoadLink,
    SchoolPlacement,
    StartupApplication,
    StartupPolicy,
    UtilityCoverage,
    VolunteerActivity,
)
from hehuo.services.publications.ledger import ExchangeLedger, PlatformLedger, PublicationLedger
from hehuo.services.repairs.ledger import RepairLedger
from hehuo.services.shops.ledger import ShopLedger
from hehuo.services.startups.ledger import StartupApplicationLedger, StartupPolicyLedger
from hehuo.services.tests.desks import person as someone
from hehuo.services.transit.ledger import (
    BusDayLedger,
    BusLineLedger,
    BusStopLedger,
    DepartureLedger,
    LineStopLedger,
    RoadLedger,
)
from hehuo.services.volunteers.ledger import VolunteerLedger

DAY = date(2018, 11, 5)
USCC = "91529999MA90001776"
VALUES = {
    Facility: {"kind": "lighting", "place": "广场", "owner": "居委会", "operator": "物业", "opened_on": DAY, "ownership": "own",
               "check_cycle_days": 30, "substitute": "none"},
    FacilityInspection: {"planned_on": DAY},
    RepairTicket: {"effect": "normal", "reported_by": "grid", "reported_on": DAY, "reported_time": time(9)},
    UtilityCoverage: {"service": "broadcast", "available": True},
    PublicServiceAccess: {"kind": "clinic", "distance_m": 300, "minutes": 4, "opened_on": DAY},
    SchoolPlacement: {"state": "placed", "school_name": "荷城小学", "valid_from": DAY},
    BusinessEntity: {"kind": "supermarket", "uscc": USCC, "place": "1栋", "walk_minutes": 3, "opened_on": DAY, "operator_group": "relocated"},
    StartupPolicy: {"kind": "fund", "issuer": "市扶贫办", "document_no": "1号", "for_relocated": True, "how_to": "到窗口申请", "valid_from": DAY},
    StartupApplication: {"applicant_group": "relocated", "applicant_name": "张小明", "applied_on": DAY, "asked_fen": 1000000},
    RoadLink: {"kind": "street", "joins": "凉都大道", "valid_from": DAY},
    BusLine: {"kind": "city", "ends": "北门—客运站", "operator": "公交公司", "first_run": time(7), "last_run": time(19), "valid_from": DAY},
    BusStop: {"name": "北门站", "distance_m": 100, "lat": Decimal("26.59412"), "lon": Decimal("104.83021")},
    LineStop: {"minutes": 3},
    Departure: {"days": "daily"},
    BusDay: {"planned": 20, "kept": 19},
    InfoPublication: {"topic": "jobs", "text": "招工二十人", "on_board": True},
    InfoPlatform: {"kind": "site", "address": "https://example.invalid/", "operator": "社区", "valid_from": DAY},
    PlatformExchange: {"direction": "in", "content": "参保状态", "legal_basis": "共享目录", "valid_from": DAY},
    VolunteerActivity: {"organiser": "women", "kind": "义诊", "place": "广场", "held_on": DAY, "open_to_all": True},
}  # fmt: skip
TYPED = {
    RepairTicket: {"fault": "灯罩破损"}, SchoolPlacement: {"school_name": "钟山小学"}, BusinessEntity: {"place": "2栋"},
    StartupApplication: {"asked_fen": "5000", "project": "豆腐坊"}, StartupPolicy: {"how_to": "到社区申请"}, BusLine: {"ends": "南门—客运站"},
}  # fmt: skip
"""What somebody types who does not write the same again."""


class PlacesContract(LedgerContract):
    """Records of a place; most have a name, some a parent."""

    __test__ = False
    numbered = 0
    name_field = "name"

    def put(self, model, settlement, **values):
        made = model(settlement=settlement, occurred_on=DAY, **{**VALUES.get(model, {}), **values})
        return save_record(made, by=self.author)

    def parents(self, settlement, number):
        """What a record of this ledger needs besides its own values."""
        return {self.name_field: f"样本{number}"}

    def make(self, settlement, **kw):
        self.numbered += 1
        return self.put(self.view.model, settlement, **{**self.parents(settlement, self.numbered), **kw})

    def form_data(self, settlement):
        keys = {k: getattr(v, "pk", v) for k, v in self.parents(settlement, 90).items()}
        own = {k: getattr(v, "pk", v) for k, v in VALUES[self.view.model].items() if not isinstance(v, bool)}
        typed = TYPED.get(self.view.model, {})
        return {**own, **keys, **typed, "settlement": settlement.pk}

    def person(self, settlement, number):
        """Somebody of a new household in the first grid."""
        return someone(settlement, self.author, number)


class TestFacilities(PlacesContract):
    __test__ = True
    view = FacilityLedger


class TestInspections(PlacesContract):
    __test__ = True
    view = InspectionLedger

    def parents(self, settlement, number):
        return {"facility": self.put(Facility, settlement, name=f"路灯{number}")}


class TestRepairs(PlacesContract):
    __test__ = True
    view = RepairLedger

    def parents(self, settlement, number):
        return {"facility": self.put(Facility, settlement, name=f"路灯{number}"), "fault": f"不亮{number}"}


class TestUtilityCoverage(PlacesContract):
    __test__ = True
    view = UtilityCoverageLedger

    def parents(self, settlement, number):
        building = settlement.buildings.first()
        return {
            "dwelling": self.put(
                Dwelling, settlement, building=building, unit_no="1", room_no=f"{number:03}", area_m2=80
            )
        }


class TestPublicServices(PlacesContract):
    __test__ = True
    view = PublicServiceLedger


class TestSchoolPlaces(PlacesContract):
    __test__ = True
    view = SchoolPlacementLedger

    def parents(self, settlement, number):
        return {"person": self.person(settlement, number)}


class TestShops(PlacesContract):
    __test__ = True
    view = ShopLedger

    def parents(self, settlement, number):
        kinds = BusinessEntity.Kind.values
        return {"name": f"商店{number}", "kind": kinds[number % len(kinds)]}


class TestStartupPolicies(PlacesContract):
    __test__ = True
    view = StartupPolicyLedger


class TestStartupApplications(PlacesContract):
    __test__ = True
    view = StartupApplicationLedger

    def parents(self, settlement, number):
        policy = self.put(StartupPolicy, settlement, name=f"基金{number}")
        return {"policy": policy, "project": f"小吃店{number}", "person": self.person(settlement, number)}


class TestRoads(PlacesContract):
    __test__ = True
    view = RoadLedger


class TestBusLines(PlacesContract):
    __test__ = True
    view = BusLineLedger
    name_field = "route"


class TestBusStops(PlacesContract):
    __test__ = True
    view = BusStopLedger
    name_field = "code"


class TestLineStops(PlacesContract):
    __test__ = True
    view = LineStopLedger

    def parents(self, settlement, number):
        line = self.put(BusLine, settlement, route=f"{number}路")
        return {"line": line, "stop": self.put(BusStop, settlement, code=f"S{number}"), "stop_no": number}


class TestDepartures(PlacesContract):
    __test__ = True
    view = DepartureLedger

    def parents(self, settlement, number):
        return {
            "line": self.put(BusLine, settlement, route=f"{number}路"),
            "departs_at": time(8, number % 60),
        }


class TestBusDays(PlacesContract):
    __test__ = True
    view = BusDayLedger

    def parents(self, settlement, number):
        return {"line": self.put(BusLine, settlement, route=f"{number}路"), "ran_on": DAY}


class TestPublications(PlacesContract):
    __test__ = True
    view = PublicationLedger
    name_field = "title"


class TestPlatforms(PlacesContract):
    __test__ = True
    view = PlatformLedger


class TestExchanges(PlacesContract):
    __test__ = True
    view = ExchangeLedger
    name_field = "counterpart"


class TestVolunteerActivities(PlacesContract):
    __test__ = True
    view = VolunteerLedger
    name_field = "title"
