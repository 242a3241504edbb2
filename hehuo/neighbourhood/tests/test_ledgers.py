"""Each ledger of the neighbourhood keeps the contract of all ledgers."""

from datetime import date, timedelta

from hehuo.kit.testing.contract import LedgerContract
from hehuo.neighbourhood.covenants.ledger import CovenantLedger, PracticeLedger
from hehuo.neighbourhood.deputies.ledger import DeputyContactLedger
from hehuo.neighbourhood.duty.ledger import (
    DutyPersonLedger,
    RestLedger,
    RosterLedger,
    ShiftLedger,
    SystemLedger,
)
from hehuo.neighbourhood.mediation.ledger import MediatorLedger, ZeroCaseLedger
from hehuo.neighbourhood.meetings.ledger import (
    CourtyardMeetingLedger,
    ResidentsMeetingLedger,
    ResolutionLedger,
)
from hehuo.neighbourhood.models import (
    DutyPerson,
    DutyShift,
    MutualAidOrg,
    ResidentCovenant,
    SystemDocument,
)
from hehuo.neighbourhood.mutual_aid.ledger import (
    CareChildLedger,
    CareLogLedger,
    MutualAidActivityLedger,
    MutualAidOrgLedger,
)
from hehuo.neighbourhood.practical_matters.ledger import PracticalMatterLedger
from hehuo.neighbourhood.requests.ledger import RequestLedger
from hehuo.neighbourhood.tests.records import DAY, VALUES, put
from hehuo.org.models import Building


class NeighbourhoodContract(LedgerContract):
    """Records stand by themselves or under one parent; `parents` gives what differs from record to record."""

    __test__ = False
    another = {}

    def parents(self, settlement, number):
        """What a record needs besides its own values."""
        return {}

    def make(self, settlement, **kw):
        parents = self.parents(settlement, next(self.serial))
        return put(self.view.model, settlement, self.author, **{**parents, **kw})

    def form_data(self, settlement):
        parents = self.parents(settlement, 90)
        keys = {name: getattr(value, "pk", value) for name, value in parents.items()}
        ticked = {n: v for n, v in VALUES[self.view.model].items() if v is not True and v is not False}
        return {**ticked, **keys, **self.another, "settlement": settlement.pk}

    def building(self, settlement):
        return Building.objects.filter(settlement=settlement).first()


class TestCovenants(NeighbourhoodContract):
    __test__ = True
    view = CovenantLedger
    another = {"text": "孝老爱亲，文明礼让。"}

    def parents(self, settlement, number):
        return {"version_no": number}


class TestPractices(NeighbourhoodContract):
    __test__ = True
    view = PracticeLedger
    another = {"audience": 80}

    def parents(self, settlement, number):
        known = ResidentCovenant.objects.filter(settlement=settlement).first()
        made = known or put(ResidentCovenant, settlement, self.author, published_on=date(2018, 9, 1))
        return {"covenant": made}


class TestResidentsMeetings(NeighbourhoodContract):
    __test__ = True
    view = ResidentsMeetingLedger
    another = {"present_count": 220}


class TestCourtyardMeetings(NeighbourhoodContract):
    __test__ = True
    view = CourtyardMeetingLedger
    another = {"attendees": 50}

    def parents(self, settlement, number):
        return {"building": self.building(settlement)}


class TestResolutions(NeighbourhoodContract):
    __test__ = True
    view = ResolutionLedger
    another = {"responsible": "小张"}

    def parents(self, settlement, number):
        from hehuo.neighbourhood.models import CourtyardMeeting

        return {"courtyard_meeting": put(CourtyardMeeting, settlement, self.author)}


class TestDeputyContacts(NeighbourhoodContract):
    __test__ = True
    view = DeputyContactLedger
    another = {"result": "反映停车难"}

    def parents(self, settlement, number):
        return {"building": self.building(settlement)}


class TestRequests(NeighbourhoodContract):
    __test__ = True
    view = RequestLedger
    another = {"content": "楼道灯坏了"}

    def parents(self, settlement, number):
        return {"building": self.building(settlement)}

    def make(self, settlement, **kw):
        number = next(self.serial)
        return put(
            self.view.model, settlement, self.author, building=self.building(settlement),
            request_no=f"SJ-520203-20181105-{number:04d}", due_on=DAY, **kw,
        )  # fmt: skip

    def check_import(self, record):
        assert record.request_no.startswith("SJ-520203-")
        assert record.accept_due_on > record.reported_on


class TestPracticalMatters(NeighbourhoodContract):
    __test__ = True
    view = PracticalMatterLedger
    another = {"beneficiaries": 130}

    def parents(self, settlement, number):
        return {"building": self.building(settlement)}


class TestSystems(NeighbourhoodContract):
    __test__ = True
    view = SystemLedger
    another = {"posted_places": "公示栏"}

    def parents(self, settlement, number):
        systems = SystemDocument.System.values
        return {"system": systems[number % 9] if number < 90 else systems[9]}


class TestDutyPeople(NeighbourhoodContract):
    __test__ = True
    view = DutyPersonLedger
    another = {"work_phone": "0858-8311111"}


class TestRosters(NeighbourhoodContract):
    __test__ = True
    view = RosterLedger

    def parents(self, settlement, number):
        return {"month": date(2018 + number // 12, number % 12 + 1, 1)}


class TestShifts(NeighbourhoodContract):
    __test__ = True
    view = ShiftLedger
    another = {"slot": "noon"}

    def parents(self, settlement, number):
        person = put(DutyPerson, settlement, self.author, name=f"人员{number}")
        return {"planned": person, "duty_on": DAY}


class TestRests(NeighbourhoodContract):
    __test__ = True
    view = RestLedger
    another = {"hours": "3.0"}

    def parents(self, settlement, number):
        person = put(DutyPerson, settlement, self.author, name=f"人员{number}")
        put(
            DutyShift, settlement, self.author, planned=person, actual=person, slot="weekend", duty_on=DAY, rest_owed_hours=8
        )  # fmt: skip
        return {"person": person, "rested_on": DAY + timedelta(3)}


class TestMediators(NeighbourhoodContract):
    __test__ = True
    view = MediatorLedger
    another = {"training_hours": 20}

    def parents(self, settlement, number):
        return {"occurred_on": VALUES[self.view.model]["chosen_on"]}

    def form_data(self, settlement):
        return {name: value for name, value in super().form_data(settlement).items() if name != "occurred_on"}


class TestZeroCases(NeighbourhoodContract):
    __test__ = True
    view = ZeroCaseLedger
    another = {"signed_by": "主任"}

    def parents(self, settlement, number):
        if number == 90:
            return {"quarter_start": date(2018, 7, 1)}
        return {"quarter_start": date(2010 + number // 4, number % 4 * 3 + 1, 1)}


class TestMutualAidOrgs(NeighbourhoodContract):
    __test__ = True
    view = MutualAidOrgLedger
    another = {"members": 20}


class TestMutualAidActivities(NeighbourhoodContract):
    __test__ = True
    view = MutualAidActivityLedger
    another = {"volunteers": 9}

    def parents(self, settlement, number):
        return {"org": put(MutualAidOrg, settlement, self.author, name=f"互助组{number}")}


class OfCareCentre(NeighbourhoodContract):
    """Under a care centre."""

    __test__ = False
    kind = "elder_care"

    def parents(self, settlement, number):
        centre = {"premises": "1栋一层", "fire_checked_on": DAY, "staff_checked": True}
        made = put(MutualAidOrg, settlement, self.author, kind=self.kind, name=f"中心{number}", **centre)
        return {"org": made, **self.dated(number)}

    def dated(self, number):
        return {"day": DAY}


class TestCareLogs(OfCareCentre):
    __test__ = True
    view = CareLogLedger
    another = {"elders": 0, "meals": 0, "closed_why": "停电检修"}


class TestCareChildren(OfCareCentre):
    __test__ = True
    view = CareChildLedger
    kind = "pupil_care"
    another = {"child": "小朋友乙"}

    def dated(self, number):
        return {}

    def sees(self, name):
        return name in ("secretary", "committee")
