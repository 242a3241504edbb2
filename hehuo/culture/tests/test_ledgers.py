"""Each ledger of culture keeps the contract of all ledgers."""

from datetime import timedelta

from hehuo.culture.activities.ledger import ActivityLedger
from hehuo.culture.education.ledger import (
    EducationPlanLedger,
    EducationSessionLedger,
    EducationVenueLedger,
    ThemeActivityLedger,
)
from hehuo.culture.exhibits.ledger import ExhibitLedger
from hehuo.culture.honours.ledger import (
    HonourElectionLedger,
    HonourObjectionLedger,
    JuryLedger,
    NominationLedger,
    RollLedger,
)
from hehuo.culture.legal_education.ledger import (
    AwarenessCheckLedger,
    LegalAdviserLedger,
    LegalReferralLedger,
    LegalSessionLedger,
    MaterialDistributionLedger,
)
from hehuo.culture.models import (
    ActivityCommittee,
    CulturalActivity,
    EducationVenue,
    HonourElection,
    HonourNomination,
    Venue,
)
from hehuo.culture.participation.ledger import AttendanceLedger, ConfirmationLedger
from hehuo.culture.tests.culture_rows import DAY, VALUES, put
from hehuo.culture.venues.ledger import (
    ActivityCommitteeLedger,
    CommitteeMemberLedger,
    InstructorLedger,
    VenueLedger,
    VenueOpeningLedger,
)
from hehuo.kit.testing.contract import LedgerContract
from hehuo.records.writing import save_record
from hehuo.residents.models import Person

TYPED = {
    VenueLedger: {"manager": "孙管理"},
    VenueOpeningLedger: {"actual_minutes": 470, "visits": 35},
    ExhibitLedger: {"name": "石磨", "donor": "石大哥", "story": "全寨共用的一副石磨"},
    InstructorLedger: {"name": "陆老师"},
    ActivityCommitteeLedger: {"duties": "两人管一类活动"},
    CommitteeMemberLedger: {"name": "石大哥"},
    EducationVenueLedger: {"responsible": "龙主任"},
    EducationPlanLedger: {"title": "新的计划"},
    EducationSessionLedger: {"title": "第二讲"},
    ThemeActivityLedger: {"title": "家训故事会"},
    LegalSessionLedger: {"title": "宪法进社区"},
    MaterialDistributionLedger: {"copies": 150},
    LegalReferralLedger: {"referred_to": "法律援助中心"},
    AwarenessCheckLedger: {"answers_correct": 200},
    LegalAdviserLedger: {"name": "咨询点"},
    ActivityLedger: {"title": "山歌会"},
    AttendanceLedger: {"attendee_name": "钱伯"},
    ConfirmationLedger: {"mode": "visit"},
    HonourElectionLedger: {"title": "好儿女评比"},
    JuryLedger: {"name": "罗代表"},
    NominationLedger: {"deeds": "把门前的公共花坛打理得很好"},
    HonourObjectionLedger: {"content": "另一条异议内容"},
    RollLedger: {"display_name": "和美之家"},
}
"""What somebody types who does not write the same again."""


class CultureContract(LedgerContract):
    """Records of culture stand by themselves or under one parent, which a colleague entered."""

    __test__ = False
    numbered = 0

    def parents(self, settlement, number):
        """What a record of this ledger needs besides its own values."""
        return {}

    def parent(self, model, settlement, **values):
        """A row that the colleague has entered."""
        return put(model, settlement, self.world.secretary, **values)

    def make(self, settlement, **kw):
        self.numbered += 1
        return put(
            self.view.model, settlement, self.author, **{**self.parents(settlement, self.numbered), **kw}
        )

    def form_data(self, settlement):
        parents = self.parents(settlement, 90)
        keys = {name: getattr(value, "pk", value) for name, value in parents.items()}
        ticked = {name: value for name, value in VALUES[self.view.model].items() if value is not True}
        return {**ticked, **keys, **TYPED[self.view], "settlement": settlement.pk}


class TestVenues(CultureContract):
    __test__ = True
    view = VenueLedger

    def parents(self, settlement, number):
        return {"name": f"活动室{number}"}


class TestVenueOpenings(CultureContract):
    __test__ = True
    view = VenueOpeningLedger

    def parents(self, settlement, number):
        return {"venue": self.parent(Venue, settlement, name=f"活动室{number}")}


class TestExhibits(CultureContract):
    __test__ = True
    view = ExhibitLedger

    def parents(self, settlement, number):
        hall = self.parent(Venue, settlement, name=f"乡愁馆{number}", kind="homesickness")
        return {"venue": hall, "name": f"木犁{number}"}


class TestInstructors(CultureContract):
    __test__ = True
    view = InstructorLedger


class TestActivityCommittees(CultureContract):
    __test__ = True
    view = ActivityCommitteeLedger


class TestCommitteeMembers(CultureContract):
    __test__ = True
    view = CommitteeMemberLedger

    def parents(self, settlement, number):
        return {"committee": self.parent(ActivityCommittee, settlement)}


class TestEducationVenues(CultureContract):
    __test__ = True
    view = EducationVenueLedger

    def parents(self, settlement, number):
        return {"venue": self.parent(Venue, settlement, name=f"活动室{number}")}


def hall(case, settlement, number):
    venue = case.parent(Venue, settlement, name=f"活动室{number}")
    return case.parent(EducationVenue, settlement, venue=venue)


class TestEducationPlans(CultureContract):
    __test__ = True
    view = EducationPlanLedger

    def parents(self, settlement, number):
        return {"lecture_hall": hall(self, settlement, number)}


class TestEducationSessions(CultureContract):
    __test__ = True
    view = EducationSessionLedger

    def parents(self, settlement, number):
        return {"lecture_hall": hall(self, settlement, number), "title": f"第{number}讲", "series": "moral"}


class TestThemeActivities(CultureContract):
    __test__ = True
    view = ThemeActivityLedger

    def parents(self, settlement, number):
        return {"title": f"活动{number}"}


class TestLegalSessions(CultureContract):
    __test__ = True
    view = LegalSessionLedger

    def parents(self, settlement, number):
        return {"title": f"普法{number}"}


class TestMaterialDistributions(CultureContract):
    __test__ = True
    view = MaterialDistributionLedger

    def parents(self, settlement, number):
        return {"title": f"折页{number}"}


class TestLegalReferrals(CultureContract):
    __test__ = True
    view = LegalReferralLedger


class TestAwarenessChecks(CultureContract):
    __test__ = True
    view = AwarenessCheckLedger

    def parents(self, settlement, number):
        return {"checked_on": DAY + timedelta(number)}


class TestLegalAdvisers(CultureContract):
    __test__ = True
    view = LegalAdviserLedger


class TestActivities(CultureContract):
    __test__ = True
    view = ActivityLedger

    def parents(self, settlement, number):
        return {"title": f"活动{number}"}


class TestAttendance(CultureContract):
    __test__ = True
    view = AttendanceLedger

    def parents(self, settlement, number):
        return {"activity": self.parent(CulturalActivity, settlement)}


class TestConfirmations(CultureContract):
    __test__ = True
    view = ConfirmationLedger

    def parents(self, settlement, number):
        return {"activity": self.parent(CulturalActivity, settlement)}


class TestHonourElections(CultureContract):
    __test__ = True
    view = HonourElectionLedger


class TestJuries(CultureContract):
    __test__ = True
    view = JuryLedger

    def parents(self, settlement, number):
        return {"election": self.parent(HonourElection, settlement)}


def nominee(case, settlement, number):
    person = Person(
        settlement=settlement, name="韦小花", sex="2", birth_date="1980-02-03", no_id_reason="lost"
    )
    return save_record(person, by=case.author)


def nomination(case, settlement, number, **values):
    election = case.parent(HonourElection, settlement, state="nominating")
    person = nominee(case, settlement, number)
    return case.parent(HonourNomination, settlement, election=election, person=person, **values)


class TestNominations(CultureContract):
    __test__ = True
    view = NominationLedger

    def parents(self, settlement, number):
        election = self.parent(HonourElection, settlement, state="nominating")
        return {"election": election, "person": nominee(self, settlement, number)}


class TestHonourObjections(CultureContract):
    __test__ = True
    view = HonourObjectionLedger

    def parents(self, settlement, number):
        found = nomination(self, settlement, number, state="publicised")
        HonourElection.objects.filter(pk=found.election_id).update(
            state="publicised", publicity_from=DAY, publicity_to=DAY + timedelta(9)
        )
        return {"nomination": found}


class TestRoll(CultureContract):
    __test__ = True
    view = RollLedger

    def parents(self, settlement, number):
        return {"nomination": nomination(self, settlement, number, state="awarded", shows_roll=True)}
