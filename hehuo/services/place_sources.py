"""What measures may read of facilities, repairs, coverage, shops, buses, publications and volunteers (items 13, 16).

Relations tell dates, kinds, counts and yes or no; never a name, a place or what somebody said.
"""

from pathlib import Path

from hehuo.measures.relations import BaseRelation

HERE = Path(__file__).parent
SPAN = ("valid_from", "valid_to")

BASE = [
    BaseRelation(
        "facilities",
        "services.Facility",
        ("facility_id=id", "kind", "substitute", "has_decision?=decision_no", "opened_on", "closed_on"),
        "设施：类别、燃气替代、投用与撤除日期",
    ),
    BaseRelation("facility_outages", "services.FacilityOutage", ("outage_id=id", "facility_id", "kind", *SPAN), "设施停用、降级、维修的起止"),
    BaseRelation(
        "facility_inspections",
        "services.FacilityInspection",
        ("inspection_id=id", "facility_id", "state", "planned_on", "done_on"),
        "设施巡检：计划与实际日期",
    ),
    BaseRelation(
        "repairs",
        "services.RepairTicket",
        ("repair_id=id", "facility_id", "state", "priority", "reported_on", "due_on", "late", "closed_on"),
        "设施报修：期限、是否超期、办结日期",
    ),
    BaseRelation("dwellings", "residents.Dwelling", ("dwelling_id=id",), "房屋"),
    BaseRelation("dwelling_stays", "residents.OccupancySpell", ("stay_id=id", "dwelling_id", "state", *SPAN), "房屋的入住情况"),
    BaseRelation(
        "utility_coverage",
        "services.UtilityCoverage",
        ("coverage_id=id", "dwelling_id", "service", "available", "since"),
        "入户覆盖：服务、是否通达",
    ),
    BaseRelation(
        "public_services",
        "services.PublicServiceAccess",
        ("access_id=id", "kind", "minutes", "opened_on", "closed_on"),
        "学校医疗：类别、到达分钟",
    ),
    BaseRelation(
        "school_placements",
        "services.SchoolPlacement",
        ("placement_id=id", "person_id", "state", *SPAN),
        "适龄儿童学位：情况与起止",
        per_person=True,
    ),
    BaseRelation(
        "shops",
        "services.BusinessEntity",
        ("shop_id=id", "kind", "walk_minutes", "sells_food", "opened_on", "closed_on"),
        "商业网点：类型、步行分钟、是否卖菜",
    ),
    BaseRelation("info_platforms", "services.InfoPlatform", ("platform_id=id", "kind", *SPAN), "信息平台和网站"),
    BaseRelation(
        "platform_checks",
        "services.PlatformCheck",
        ("check_id=id", "platform_id", "checked_on", "reachable", "newest_on"),
        "平台查看：能否打开、最新内容日期",
    ),
    BaseRelation(
        "info_publications",
        "services.InfoPublication",
        ("publication_id=id", "topic", "on_site", "published_on", "expires_on", "withdrawn_on"),
        "信息发布：栏目、渠道、发布与到期日期",
    ),
    BaseRelation("platform_exchanges", "services.PlatformExchange", ("exchange_id=id", *SPAN), "信息资源交互的起止"),
    BaseRelation(
        "exchange_runs", "services.ExchangeRun", ("run_id=id", "exchange_id", "ran_on", "succeeded"), "交互记录：日期、是否成功"
    ),
    BaseRelation("roads", "services.RoadLink", ("road_id=id", *SPAN), "进出道路的起止"),
    BaseRelation("bus_lines", "services.BusLine", ("line_id=id", "kind", *SPAN), "公交线路的起止"),
    BaseRelation("bus_stops", "services.BusStop", ("stop_id=id", "distance_m"), "公交站点到大门的距离"),
    BaseRelation("line_stops", "services.LineStop", ("line_stop_id=id", "line_id", "stop_id"), "线路经过的站点"),
    BaseRelation("bus_days", "services.BusDay", ("day_id=id", "line_id", "ran_on", "planned", "kept"), "公交计划与实际班次"),
    BaseRelation(
        "volunteer_activities",
        "services.VolunteerActivity",
        ("activity_id=id", "state", "held_on", "relocated_count", "local_count"),
        "公益活动：日期、新老居民人数",
    ),
    BaseRelation(
        "activity_confirmations",
        "services.ActivityConfirmation",
        ("confirmation_id=id", "activity_id", "asked_on", "confirmed"),
        "参加群众确认的人数",
    ),
]  # fmt: skip
FOLDERS = [
    HERE / name
    for name in ("facilities", "repairs", "coverage", "shops", "publications", "transit", "volunteers")
]
