"""What measures may read of safety: base relations and ledger folders."""

from pathlib import Path

from hehuo.measures.relations import BaseRelation

HERE = Path(__file__).parent

BASE = [
    BaseRelation(
        "police_rooms",
        "safety.PoliceRoom",
        ("police_room_id=id", "kind", "has_officer?=officer", "response_minutes", "opened_on", "closed_on"),
        "警务室：形式、责任民警、到达时间、起止日期",
    ),
    BaseRelation(
        "police_services",
        "safety.PoliceService",
        ("police_service_id=id", "room_id", "served_on"),
        "警务服务记录",
    ),
    BaseRelation(
        "patrol_teams", "safety.PatrolTeam", ("team_id=id", "kind", "set_up_on", "disbanded_on"), "巡逻队伍"
    ),
    BaseRelation(
        "patrols",
        "safety.PatrolRecord",
        ("patrol_id=id", "planned_on", "state", "points_checked"),
        "计划与完成的巡逻",
    ),
    BaseRelation(
        "physical_assets",
        "safety.PhysicalAsset",
        ("asset_id=id", "kind", "required", "condition", "installed_on", "removed_on"),
        "物防设施与状况",
    ),
    BaseRelation(
        "technical_devices",
        "safety.TechnicalDevice",
        ("device_id=id", "kind", "installed_on", "removed_on"),
        "技防设备",
    ),
    BaseRelation(
        "device_uptimes",
        "safety.DeviceUptime",
        ("uptime_id=id", "device_id", "starts_on", "ends_on", "minutes_due", "minutes_online"),
        "设备应在线与实际在线分钟",
    ),
    BaseRelation(
        "safety_hazards",
        "safety.SafetyHazard",
        ("hazard_id=id", "level", "found_on", "due_on", "closed_on"),
        "安全隐患",
    ),
    BaseRelation(
        "early_warnings",
        "safety.EarlyWarning",
        ("warning_id=id", "state", "issued_on", "ack_due_on", "close_due_on", "acknowledged_on", "closed_on"),
        "预警：发出、应签收、应办结与实际日期",
    ),
]

FOLDERS = [HERE / name for name in ("police_rooms", "patrols", "devices", "hazards", "warnings")]
