"""签到台账, 群众确认台账 (items 2, 5, 8)."""

from __future__ import annotations

from typing import Any

from hehuo.culture.participation.models import EVENTS, Attendance, Confirmation
from hehuo.culture.participation.services import save_attendance, save_confirmation
from hehuo.culture.participation.views import URLS
from hehuo.kit.casework import DatedLedger

TITLES = tuple(f"{event}__title" for event in EVENTS)


class OfEventLedger(DatedLedger):
    """Rows of one of four kinds of events; the list shows whichever it is."""

    def get_queryset(self) -> Any:
        """With the four possible events."""
        return super().get_queryset().select_related(*EVENTS)


class AttendanceLedger(OfEventLedger):
    """Rolls."""

    model, slug, section, item, help = Attendance, "attendance", "教育和文化", "第2、5、8项", "attendance"
    purpose = "用点名或纸质签到的活动，登记谁来了。扫码只计人数，不登记姓名；不采集人脸和指纹。保存三年。"
    columns = (("gathering", "活动"), "person", "attendee_name", "age_group", "signed_at", "mode")
    filters = ("settlement", "mode", "age_group", *EVENTS)
    fields = {
        "活动（选一场）": tuple(EVENTS),
        "签到": ("person", "attendee_name", "age_group", "signed_at", "mode"),
    }
    search = ("attendee_name", "attendee_name_initials", *TITLES)

    @classmethod
    def get_urls(cls) -> list[Any]:
        """The usual addresses, and the page that a scanned code opens."""
        return [*URLS, *super().get_urls()]

    def perform_save(self, form: Any) -> Attendance:
        """Inside the time of the event."""
        return self.saved_by(save_attendance, self.entered(form))


class ConfirmationLedger(OfEventLedger):
    """What residents say."""

    model, slug, section, item = Confirmation, "confirmations", "教育和文化", "第2、5、8项"
    help = "confirmations"
    purpose = "登记参加群众对活动的确认，可以不记名。由活动登记人以外的同事回访。"
    columns = (("gathering", "活动"), "confirmed_on", "mode", "attended", "took_place")
    filters = ("settlement", "confirmed_on", "mode", "attended", "took_place", *EVENTS)
    fields = {
        "活动（选一场）": tuple(EVENTS),
        "确认": ("person", "confirmed_on", "mode", "attended", "took_place"),
    }
    search = TITLES
    ordering = ("-confirmed_on", "-id")

    def perform_save(self, form: Any) -> Confirmation:
        """By somebody else than the event's author."""
        return self.saved_by(save_confirmation, self.entered(form))
