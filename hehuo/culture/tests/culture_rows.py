"""Plain rows of every table of culture, for tests of several folders."""

from datetime import date, time

from hehuo.culture.models import (
    ActivityCommittee,
    Attendance,
    AwarenessCheck,
    CommitteeMember,
    Confirmation,
    CulturalActivity,
    EducationPlan,
    EducationSession,
    EducationVenue,
    HomesicknessExhibit,
    HonourElection,
    HonourNomination,
    HonourObjection,
    HonourRollEntry,
    Instructor,
    JuryMember,
    LegalAdviser,
    LegalReferral,
    LegalSession,
    MaterialDistribution,
    ThemeActivity,
    Venue,
    VenueOpening,
)
from hehuo.records.writing import save_record

DAY = date(2018, 11, 5)
EARLY = date(2018, 6, 1)
HELD = {
    "title": "道德讲堂第一讲", "held_on": DAY, "starts_at": time(19), "ends_at": time(20, 30), "place": "文化广场", "headcount_declared": 30,
    "sign_in_mode": "paper",
}  # fmt: skip
VALUES = {
    Venue: {
        "name": "活动室", "kind": "multi", "ownership": "own", "area_m2": 80, "capacity": 60, "open_days": "daily", "opens_at": time(9),
        "closes_at": time(17), "hours_announced_on": EARLY, "manager": "王管理", "opened_on": EARLY,
    },
    VenueOpening: {"opening_on": DAY, "planned_minutes": 480, "visits": 0, "loans": 0},
    Instructor: {"name": "张老师", "kind": "culture", "appointed_on": EARLY},
    ActivityCommittee: {"name": "活动委员会", "method": "elected", "chosen_on": EARLY, "duties": "一人管一类活动"},
    CommitteeMember: {"name": "李大姐", "origin": "relocated", "duty": "广场舞", "consented_on": EARLY},
    EducationVenue: {"kind": "moral", "name": "道德讲堂", "host": "community", "responsible": "陈书记", "opened_on": EARLY},
    EducationPlan: {"title": "年度计划", "year": 2018, "sessions_planned": 12, "starts_on": EARLY, "ends_on": date(2018, 12, 31)},
    EducationSession: {**HELD, "topic": "morals", "lecturer": "吴老师", "lecturer_org": "镇中学", "language": "mandarin"},
    ThemeActivity: {
        **HELD, "title_printed": "明理知耻·从德向善在社区", "title_canonical": "明礼知耻·崇德向善", "virtues": "诚实守信、遵守规矩",
        "form": "座谈", "mix": "inside",
    },
    LegalSession: {**HELD, "form": "lecture", "law_topics": "宪法、反诈", "lecturer_org": "justice", "audience": "general"},
    MaterialDistribution: {"title": "反诈折页", "languages": "汉字", "copies": 200, "places": "各楼栋", "handed_out_on": DAY},
    LegalReferral: {"category": "advice", "referred_to": "司法所", "referred_on": DAY, "due_on": date(2018, 11, 26)},
    AwarenessCheck: {"checked_on": DAY, "mode": "paper", "people": 30, "questions_asked": 300, "answers_correct": 222},
    LegalAdviser: {
        "kind": "adviser", "name": "周律师", "organisation": "律师事务所", "public_phone": "0858-0000", "service_hours": "每周三上午",
        "valid_from": EARLY,
    },
    CulturalActivity: {**HELD, "kind": "show", "organiser": "community", "mix": "mid"},
    Attendance: {"attendee_name": "赵婶", "signed_at": time(18, 50), "mode": "paper"},
    Confirmation: {"confirmed_on": date(2018, 11, 8), "mode": "phone", "attended": True, "took_place": True},
    HomesicknessExhibit: {
        "name": "木犁", "kind": "tool", "way": "given", "donor": "张爷爷", "home_place": "老寨", "received_on": DAY, "story": "用了四十年",
        "consent_no": "乡愁-1", "consented_on": DAY,
    },
    HonourElection: {
        "title": "文明家庭评比", "honour": "civil", "cycle": "2018年度", "rules_title": "评比办法", "rules_published_on": EARLY,
        "nominate_from": EARLY, "nominate_to": date(2018, 12, 31),
    },
    JuryMember: {"name": "杨代表", "comes_from": "resident"},
    HonourNomination: {"nominator": "neighbour", "nominated_on": DAY, "deeds": "常年帮邻居接送孩子"},
    HonourObjection: {"received_on": DAY, "content": "异议的具体内容"},
    HonourRollEntry: {"display_name": "某家有爱", "shown_from": date(2018, 12, 20), "shown_to": date(2019, 12, 19), "on_board": True},
}  # fmt: skip


DATED = {
    AwarenessCheck: "checked_on", MaterialDistribution: "handed_out_on", LegalReferral: "referred_on", VenueOpening: "opening_on",
    Venue: "opened_on", Instructor: "appointed_on", CommitteeMember: "consented_on", EducationPlan: "starts_on", LegalAdviser: "valid_from",
    EducationSession: "held_on", ThemeActivity: "held_on", LegalSession: "held_on", CulturalActivity: "held_on",
    HomesicknessExhibit: "received_on",
}  # fmt: skip
"""The date on which a row happened, where it is not the day of the tests."""


def put(model, settlement, by, **values):
    """A saved row that happened on its own day."""
    values = {**VALUES[model], **values}
    return save_record(
        model(settlement=settlement, occurred_on=values.get(DATED.get(model, ""), DAY), **values), by=by
    )
