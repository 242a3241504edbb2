"""警务室 and its service records (item 6)."""

from hehuo.kit.ledger import Child, LedgerView
from hehuo.safety.police_rooms.imports import RoomImporter, ServiceImporter
from hehuo.safety.police_rooms.models import PoliceRoom, PoliceService


class PoliceRoomLedger(LedgerView):
    """Own, shared, or a station near by that covers the settlement."""

    model, slug, section, item, help = PoliceRoom, "police-rooms", "平安建设", "第6项", "police-rooms"
    purpose = "登记警务室，或者就近覆盖本安置点的派出所（警务室），以及它为群众做了什么。"
    columns = (
        "name",
        "kind",
        "station",
        "officer",
        "auxiliaries",
        "response_minutes",
        "public_phone",
        "opened_on",
    )
    filters = ("settlement", "kind", "opened_on")
    fields = {
        "警务室": ("kind", "name", "station", "officer", "auxiliaries"),
        "服务": ("opening_hours", "public_phone", "response_minutes"),
        "起止": ("opened_on", "closed_on"),
    }
    search = ("name", "station")
    importer = RoomImporter
    children = (
        Child(PoliceService, "room", ("served_on", "kind", "people_served"), ledger="police-services"),
    )


class PoliceServiceLedger(LedgerView):
    """What the room did on a day."""

    model, slug, section, item, help = PoliceService, "police-services", "平安建设", "第6项", "police-rooms"
    purpose = "登记警务室每次为本安置点做的服务，不写任何人的姓名和案情。"
    columns = ("served_on", "room", "kind", "people_served")
    filters = ("settlement", "kind", "served_on", "room")
    fields = ("room", "kind", "served_on", "people_served")
    search = ("room__name",)
    importer = ServiceImporter
    totals = ("people_served",)
    ordering = ("-served_on", "-id")
