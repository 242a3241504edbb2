"""Each ledger of safety keeps the contract of all ledgers."""

from datetime import date, timedelta

from hehuo.kit.testing.contract import LedgerContract
from hehuo.records.writing import save_record
from hehuo.safety.devices.ledger import (
    DeviceUptimeLedger,
    PhysicalAssetLedger,
    SafetyTicketLedger,
    TechnicalDeviceLedger,
)
from hehuo.safety.hazards.ledger import HazardLedger
from hehuo.safety.models import (
    DeviceUptime,
    Drill,
    EarlyWarning,
    IncidentEvent,
    MaintenanceTicket,
    PatrolRecord,
    PatrolRoute,
    PatrolTeam,
    PhysicalAsset,
    PoliceRoom,
    PoliceService,
    SafetyHazard,
    TechnicalDevice,
    WarningRule,
)
from hehuo.safety.patrols.ledger import PatrolLedger, PatrolRouteLedger, PatrolTeamLedger
from hehuo.safety.police_rooms.ledger import PoliceRoomLedger, PoliceServiceLedger
from hehuo.safety.warnings.ledger import DrillLedger, IncidentLedger, WarningLedger, WarningRuleLedger

DAY = date(2018, 11, 5)
VALUES = {
    PoliceRoom: {
        "kind": "own", "name": "警务室", "station": "派出所", "officer": "张警官", "opening_hours": "全天", "public_phone": "0858-110",
        "response_minutes": 5, "opened_on": DAY, "auxiliaries": 2,
    },
    PoliceService: {"kind": "visit", "served_on": DAY, "people_served": 12},
    PatrolTeam: {"name": "义务巡逻队", "kind": "volunteer", "members": 8, "leader": "李队", "set_up_on": DAY},
    PatrolRoute: {"name": "东线", "slot": "night", "points": 6, "times_a_week": 3, "valid_from": DAY},
    PatrolRecord: {"points_checked": 0, "hazards_found": 0},
    PhysicalAsset: {"kind": "lamp", "name": "L1", "place": "广场", "owner": "物业", "next_check_on": DAY, "condition": "in_order", "required": True},
    TechnicalDevice: {"kind": "smoke", "place": "楼道", "owner": "物业", "installed_on": DAY, "condition": "online"},
    DeviceUptime: {"minutes_due": 1440, "minutes_online": 1400},
    MaintenanceTicket: {"fault": "不亮", "reported_on": DAY, "due_on": DAY},
    SafetyHazard: {
        "category": "fire", "level": "general", "place": "3栋楼道", "situation": "堆放杂物", "found_by": "grid", "found_on": DAY, "due_on": DAY,
    },
    WarningRule: {
        "name": "设备离线", "watches": "offline", "threshold": 3, "window_days": 7, "quiet_days": 1, "level": "yellow", "ack_days": 1,
        "close_days": 5, "basis": "技防管理", "valid_from": date(2018, 1, 1),
    },
    EarlyWarning: {
        "about": "place", "place": "后山边坡", "level": "red", "why": "暴雨", "issued_on": DAY, "ack_due_on": DAY, "close_due_on": DAY,
    },
    IncidentEvent: {"kind": "leak", "place": "3栋", "happened_on": DAY, "result": "handled", "count": 1},
    Drill: {"kind": "fire", "held_on": DAY, "participants": 60, "minutes": 40},
}  # fmt: skip

TYPED = {
    PoliceRoom: {"auxiliaries": 3}, PoliceService: {"people_served": 20}, PatrolTeam: {"members": 9}, PatrolRoute: {"points": 7},
    PatrolRecord: {"points_checked": 5}, PhysicalAsset: {"place": "东门"}, TechnicalDevice: {"place": "大厅"},
    DeviceUptime: {"minutes_online": 1300}, MaintenanceTicket: {"fault": "灯罩破损"}, SafetyHazard: {"situation": "线路老化"},
    WarningRule: {"threshold": 4}, EarlyWarning: {"why": "大风"}, IncidentEvent: {"place": "地下室"}, Drill: {"participants": 80},
}  # fmt: skip
"""What somebody types who does not write the same again."""


class SafetyContract(LedgerContract):
    """Records of safety stand by themselves or under one parent."""

    __test__ = False
    numbered = 0

    def put(self, model, settlement, **values):
        return save_record(
            model(settlement=settlement, occurred_on=DAY, **{**VALUES[model], **values}), by=self.author
        )

    def parents(self, settlement, number):
        """What a record of this ledger needs besides its own values."""
        return {}

    def make(self, settlement, **kw):
        self.numbered += 1
        return self.put(self.view.model, settlement, **{**self.parents(settlement, self.numbered), **kw})

    def form_data(self, settlement):
        parents = self.parents(settlement, 90)
        keys = {name: getattr(value, "pk", value) for name, value in parents.items()}
        ticked = {name: value for name, value in VALUES[self.view.model].items() if value is not True}
        return {**ticked, **TYPED[self.view.model], **keys, "settlement": settlement.pk}


class TestPoliceRooms(SafetyContract):
    __test__ = True
    view = PoliceRoomLedger


class TestPoliceServices(SafetyContract):
    __test__ = True
    view = PoliceServiceLedger

    def parents(self, settlement, number):
        return {"room": self.put(PoliceRoom, settlement)}


class TestPatrolTeams(SafetyContract):
    __test__ = True
    view = PatrolTeamLedger


class TestPatrolRoutes(SafetyContract):
    __test__ = True
    view = PatrolRouteLedger

    def parents(self, settlement, number):
        return {"team": self.put(PatrolTeam, settlement)}


class TestPatrols(SafetyContract):
    __test__ = True
    view = PatrolLedger

    def parents(self, settlement, number):
        route = self.put(PatrolRoute, settlement, team=self.put(PatrolTeam, settlement))
        return {"route": route, "planned_on": DAY + timedelta(number)}


class TestPhysicalAssets(SafetyContract):
    __test__ = True
    view = PhysicalAssetLedger

    def parents(self, settlement, number):
        return {"name": f"L{number}", "building": settlement.buildings.first()}


class TestTechnicalDevices(SafetyContract):
    __test__ = True
    view = TechnicalDeviceLedger

    def parents(self, settlement, number):
        return {"device_code": f"YG-{number}", "building": settlement.buildings.first()}


class TestDeviceUptimes(SafetyContract):
    __test__ = True
    view = DeviceUptimeLedger

    def parents(self, settlement, number):
        device = self.put(TechnicalDevice, settlement, device_code=f"YG-{number}")
        return {"device": device, "starts_on": DAY, "ends_on": DAY}


class TestSafetyTickets(SafetyContract):
    __test__ = True
    view = SafetyTicketLedger

    def parents(self, settlement, number):
        return {"asset": self.put(PhysicalAsset, settlement, name=f"L{number}")}


class TestHazards(SafetyContract):
    __test__ = True
    view = HazardLedger

    def parents(self, settlement, number):
        return {"place": f"{number}栋楼道", "building": settlement.buildings.first()}


class TestWarningRules(SafetyContract):
    __test__ = True
    view = WarningRuleLedger


class TestWarnings(SafetyContract):
    __test__ = True
    view = WarningLedger

    def parents(self, settlement, number):
        return {"rule": self.put(WarningRule, settlement)}


class TestIncidents(SafetyContract):
    __test__ = True
    view = IncidentLedger

    def parents(self, settlement, number):
        return {"building": settlement.buildings.first()}


class TestDrills(SafetyContract):
    __test__ = True
    view = DrillLedger
