"""居民会议, 院坝会, 会议议定事项 (items 1 and 3)."""

from __future__ import annotations

from hehuo.kit.casework import DatedLedger, asked
from hehuo.kit.ledger import Child
from hehuo.kit.waiting import Waiting
from hehuo.neighbourhood.meetings import forms, services
from hehuo.neighbourhood.meetings.imports import MeetingImporter, YardImporter
from hehuo.neighbourhood.meetings.lifecycle import RESOLUTION
from hehuo.neighbourhood.meetings.models import CourtyardMeeting, MeetingResolution, ResidentsMeeting
from hehuo.neighbourhood.practical_matters.models import PracticalMatter

RESOLVED = ("content", "responsible", "due_on", "state", "done_on", "answered_on")
ASKING = (
    asked(RESOLUTION, "finish", "写明办了什么、结果怎样。", forms.FinishForm, services.finish_resolution),
    asked(
        RESOLUTION,
        "answer",
        "议定的事有了结果，要告诉当时参会的群众。",
        forms.AnswerForm,
        services.answer_resolution,
    ),
)


class ResidentsMeetingLedger(DatedLedger):
    """Residents' and representatives' meetings."""

    model, slug, section, item, help = ResidentsMeeting, "residents-meetings", "居民自治", "第1项", "meetings"
    purpose = "登记居民（代表）会议的人数、票数和议定事项。"
    card_title = "agenda"
    columns = (
        "held_on",
        "kind",
        "agenda",
        "eligible_count",
        "present_count",
        "women_present",
        "quorum",
        "votes_for",
    )
    filters = ("settlement", "kind", "held_on")
    fields = {
        "会议": ("kind", "notice_on", "held_on", "place", "agenda"),
        "人数和表决": (
            "eligible_count",
            "present_count",
            "women_present",
            "votes_for",
            "votes_against",
            "votes_abstain",
        ),
        "记录": ("minutes",),
    }
    search = ("agenda", "place")
    ordering = ("-held_on", "-id")
    importer = MeetingImporter
    children = (Child(MeetingResolution, "residents_meeting", RESOLVED, ledger="meeting-resolutions"),)
    happened = "held_on"


class CourtyardMeetingLedger(DatedLedger):
    """Meetings in the courtyards."""

    model, slug, section, item, help = CourtyardMeeting, "courtyard-meetings", "居民自治", "第3项", "meetings"
    purpose = "登记院坝会议了什么、现场怎么答复，没办完的记成议定事项。"
    columns = (
        "held_on",
        "place",
        "convener",
        "attendees",
        "topic_kind",
        "topics",
        "feedback_due_on",
        "feedback_on",
    )
    filters = ("settlement", "topic_kind", "held_on", "building")
    fields = {
        "院坝会": ("held_on", "building", "place", "convener", "attendees"),
        "议题": ("topic_kind", "topics", "answered_there", "feedback_due_on"),
    }
    facts = {"反馈": ("feedback_on",)}
    search = ("topics", "place")
    totals = ("attendees",)
    ordering = ("-held_on", "-id")
    importer = YardImporter
    children = (Child(MeetingResolution, "courtyard_meeting", RESOLVED, ledger="meeting-resolutions"),)
    happened = "held_on"


class ResolutionLedger(DatedLedger):
    """What meetings have resolved."""

    model, slug, section, item, help = (
        MeetingResolution,
        "meeting-resolutions",
        "居民自治",
        "第3项",
        "meetings",
    )
    purpose = "会上议定的每件事：谁办、什么时候办完、有没有告诉参会群众。"
    columns = ("raised_on", "content", "unit", "responsible", "due_on", "state", "done_on", "answered_on")
    filters = (
        "settlement",
        "state",
        "unit",
        "raised_on",
        "due_on",
        "residents_meeting",
        "courtyard_meeting",
    )
    fields = {
        "议定事项": ("residents_meeting", "courtyard_meeting", "raised_on", "content"),
        "办理": ("unit", "responsible", "due_on"),
    }
    facts = {"办理情况": ("state", "done_on", "result", "answered_on", "answer_by")}
    search = ("content", "responsible")
    ordering = ("-raised_on", "-id")
    lifecycle, steps, asking = RESOLUTION, services.STEPS, ASKING
    waiting = (
        Waiting("待办理的会议议定事项", {"state": "open"}, due="due_on"),
        Waiting("待向参会群众反馈的议定事项", {"state": "done"}),
        Waiting("不能办理、待向群众说明的议定事项", {"state": "dropped"}),
    )
    only_new = ("residents_meeting", "courtyard_meeting")
    children = (
        Child(PracticalMatter, "resolution", ("title", "promised_on", "state"), ledger="practical-matters"),
    )
    happened, service = "raised_on", services.save_resolution
