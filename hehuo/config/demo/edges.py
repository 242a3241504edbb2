"""Where a rule is just not met, or just met: every criterion has a place that falls short and one that stands on its line.

The sizes of a settlement do not matter here, so that the small city of the tests tells the same. Rows are changed before
they are written; what comes after in time (a disbanded team, a closed shop) follows from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from hehuo.config.demo import counter_cases
from hehuo.config.demo.places import UNVERIFIED, Site
from hehuo.config.demo.writer import Row, Writer, moment
from hehuo.culture.models import LegalReferral, ThemeActivity
from hehuo.livelihood.models import EmploymentSpell, JobEvent
from hehuo.neighbourhood.models import Mediator, MutualAidActivity, MutualAidOrg
from hehuo.safety.models import PatrolRecord, PatrolTeam, SafetyHazard
from hehuo.services.models import (
    ActivityConfirmation,
    BusinessEntity,
    GridAssignment,
    InfoPlatform,
    InfoPublication,
    ResidentsCommittee,
    RoadLink,
    ServiceRating,
    UtilityCoverage,
    VolunteerActivity,
)

ALIKE_RATINGS = 24
"""More than FD07 needs to ask."""
JUST_OVER = (85, 87)
"""Per cent: full points for patrols, and what FD10 calls just over them."""


def write_edges(site: Site, writer: Writer) -> None:
    """Bend what belongs to this settlement's story."""
    for bend in EDGES.get(site.plan.code, ()):
        bend(site, writer)


def rows(writer: Writer, model: Any, **where: Any) -> Iterator[Row]:
    """Rows of the settlement that is being written, entered once and not changed since, with these values."""
    sheet = writer[model]
    for row in sheet.rows:
        if row["id"] not in sheet.earlier and all(row[name] == value for name, value in where.items()):
            yield row


def _void(site: Site, writer: Writer, model: Any, found: list[Row], why: str) -> None:
    at = moment(site.today - timedelta(1), 33000)
    for row in found:
        writer[model].revise(row, at, site.secretary, why, status="void", void_reason=why)


def quarter_before(day: date) -> tuple[date, date]:
    """First day and day after the last of the last whole quarter."""
    end = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return _months_back(end, 3), end


def _months_back(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


# -- D05: the road is cut -----------------------------------------------------------------
def _road_cut(site: Site, writer: Writer) -> None:
    for road in rows(writer, RoadLink):
        road["valid_to"] = site.today - timedelta(3)


# -- D04: a major hazard on its last day -------------------------------------------------------
def _major_due_today(site: Site, writer: Writer) -> None:
    hazard = next(row for row in rows(writer, SafetyHazard, state="rectifying"))
    hazard.update(level="major", due_on=site.today)


# -- D07: everything for the file ----------------------------------------------------------
def _major_overdue(site: Site, writer: Writer) -> None:
    """One day late is late."""
    hazard = next(row for row in rows(writer, SafetyHazard, state="rectifying"))
    hazard.update(
        level="major",
        due_on=site.today - timedelta(1),
        found_on=min(hazard["found_on"], site.today - timedelta(9)),
    )


def _stale_jobs(site: Site, writer: Writer) -> None:
    """Three in five jobs were not asked about for more than a month: fewer workers than labour households are left."""
    sheet, old = writer[EmploymentSpell], {}
    current = [row for row in rows(writer, EmploymentSpell, valid_to=None) if row["status"] != "void"]
    for number, row in enumerate(current):
        day = site.today - timedelta(40 + number % 20)
        if number % 5 < 3 and row["valid_from"] <= day:
            row["confirmed_on"] = old[row["id"]] = day
    sheet.refreshed = [told for told in sheet.refreshed if told[0] not in old or told[1] <= old[told[0]]]


def _no_grid_member(site: Site, writer: Writer) -> None:
    for post in rows(writer, GridAssignment, role="grid_member"):
        post["valid_to"] = site.today - timedelta(40)


def _no_courtyard_head(site: Site, writer: Writer) -> None:
    for post in [*rows(writer, GridAssignment, role="courtyard_head")][:1]:
        post["valid_to"] = site.today - timedelta(30)


def _rated_by_others(site: Site, writer: Writer) -> None:
    """Ratings that the clerk had filled in are void; less than half of the cases are left with one."""
    since, why = site.today - timedelta(366), "由经办人代填，不是申请人的评价"
    lately = [
        row for row in rows(writer, ServiceRating) if row["rated_on"] >= since and row["state"] != "contacted"
    ]
    _void(site, writer, ServiceRating, lately[::2], why)


def _left_unanswered(site: Site, writer: Writer) -> None:
    """The answer to a bad rating was due yesterday."""
    for row in rows(writer, ServiceRating, state="answered"):
        if site.today - timedelta(366) <= row["rated_on"] <= site.today - timedelta(30):
            row.update(
                state="contacted", answer_due_on=site.today - timedelta(1), answered_on=None, answer=""
            )
            return


def _three_columns(site: Site, writer: Writer) -> None:
    """Notices of three columns are in force: one too few."""
    live = [row for row in rows(writer, InfoPublication, state="published") if row["expires_on"] > site.today]
    kept = sorted({row["topic"] for row in live})[:3]
    for row in live:
        if row["topic"] not in kept:
            row["expires_on"] = max(row["published_on"], site.today - timedelta(4))


def _quarter_unconfirmed(site: Site, writer: Writer) -> None:
    """Nobody looked at what was held in the last quarter, and few said that they were there; in the year only few were mixed."""
    since, until = quarter_before(site.today)
    of_quarter = set()
    for number, row in enumerate(rows(writer, VolunteerActivity, state="held")):
        if row["held_on"] >= since - timedelta(280) and number % 4:
            row["local_count"] = 0
        if since <= row["held_on"] < until:
            row.update(UNVERIFIED)
            of_quarter.add(row["id"])
    for row in rows(writer, ActivityConfirmation):
        if row["activity_id"] in of_quarter:
            row["confirmed"] = min(row["confirmed"], 2)
    first = next(rows(writer, MutualAidOrg, ended_on=None))
    for row in rows(writer, MutualAidActivity, org_id=first["id"]):
        if since <= row["served_on"] < until:
            row.update(UNVERIFIED)


def _themes_unseen(site: Site, writer: Writer) -> None:
    """Nobody but the clerk has seen a theme activity of the year."""
    for row in rows(writer, ThemeActivity):
        if row["held_on"] >= site.today - timedelta(370):
            row.update(UNVERIFIED, headcount_checked=None)


def _no_broadcast(site: Site, writer: Writer) -> None:
    homes = {family.row.get("dwelling_id") for family in site.families}
    for row in [
        r
        for r in rows(writer, UtilityCoverage, service="broadcast", available=True)
        if r["dwelling_id"] in homes
    ][:1]:
        row.update(available=False, connected=False, since=None)


# -- D10: one question about patrols, one about ratings -------------------------------------------
def half_year_before(today: date) -> date:
    """The half-year's end that FD10 looks at: 45 days have passed since."""
    day = today - timedelta(45)
    return next(
        e for e in (date(day.year, 12, 31), date(day.year, 6, 30), date(day.year - 1, 12, 31)) if e <= day
    )


def _kept_until_counted(site: Site, writer: Writer) -> None:
    """Patrols just reach the line at the half-year and then hardly happen for six weeks."""
    end = half_year_before(site.today)
    first = _months_back(end + timedelta(1), 3)
    spring = [row for row in rows(writer, PatrolRecord) if first <= row["planned_on"] <= end]
    done, called_off = _just_over(len(spring))
    for number, row in enumerate(spring):
        _patrol(
            row, "cancelled" if number < called_off else "done" if number < called_off + done else "missed"
        )
    for row in rows(writer, PatrolRecord):
        if end < row["planned_on"] <= end + timedelta(45):
            _patrol(row, "missed")


def _just_over(count: int) -> tuple[int, int]:
    """(done, called off): the smallest number of called-off ones with which a whole number lies just over the line."""
    low, high = JUST_OVER
    for called_off in range(count):
        done = -(-low * (count - called_off) // 100)
        if done * 100 <= high * (count - called_off):
            return done, called_off
    return count, 0


def _patrol(row: Row, state: str) -> None:
    told: Row = {"state": state, "missed_reason": {"cancelled": "暴雨", "missed": "人手不足"}.get(state, "")}
    if state == "done":
        told |= {"started_at": "20:10:00", "ended_at": "20:45:00", "points_checked": 5}
    else:
        told |= {
            "started_at": None,
            "ended_at": None,
            "points_checked": 0,
            "hazards_found": 0,
            "called_110": False,
        }
    row.update(told)


def _all_the_best(site: Site, writer: Writer) -> None:
    """A quarter's ratings are all alike: FD07 asks how they were collected."""
    items, people = site.notes["service_items"]["items"], counter_cases.grown_up(site)
    for number in range(ALIKE_RATINGS * 2):
        day = site.today - timedelta(50 - number // 2)
        counter_cases.write_ended(
            site, writer, items, people, counter_cases.CALENDAR.add_working_days(day, 1).day, number
        )
    for row in rows(writer, ServiceRating):
        if row["rated_on"] >= site.today - timedelta(95):
            row.update(
                level="very_good", cause="", state="settled", contact_due_on=None, answer_due_on=None, contacted_on=None,
                answered_on=None, answer="", second_level="", second_rated_on=None,
            )  # fmt: skip


# -- D11: a term that ended yesterday, a last day ---------------------------------------------------
def _term_over(site: Site, writer: Writer) -> None:
    for row in rows(writer, ResidentsCommittee, valid_to=None):
        row["valid_to"] = site.today - timedelta(1)


def _team_disbanded(site: Site, writer: Writer) -> None:
    left = site.today - timedelta(20)
    for row in rows(writer, PatrolTeam):
        row["disbanded_on"] = left
    for row in rows(writer, PatrolRecord):
        if left <= row["planned_on"] < site.today and row["state"] == "done":
            _patrol(row, "missed")
            row["missed_reason"] = "队伍已解散，正在重新组建"


def _shops_close(site: Site, writer: Writer) -> None:
    """The parcel point closed yesterday; the convenience store has its last day tomorrow and still counts."""
    for row in rows(writer, BusinessEntity):
        if row["kind"] in ("ecommerce", "express"):
            row["closed_on"] = site.today - timedelta(1)
        if row["kind"] in ("supermarket", "convenience"):
            row["closed_on"] = (
                site.today - timedelta(30) if row["kind"] == "supermarket" else site.today + timedelta(1)
            )


# -- D12: so small that one less is half ---------------------------------------------------------------
def _one_mediator(site: Site, writer: Writer) -> None:
    chosen = [row for row in rows(writer, Mediator, chosen_by="elected") if not row["is_chair"]]
    for row in chosen:
        row["chosen_by"] = "appointed"


def _no_law_desk(site: Site, writer: Writer) -> None:
    """Since last year nobody has been sent anywhere: what is left are older ones."""
    lately = [row for row in rows(writer, LegalReferral) if row["referred_on"] >= site.today - timedelta(370)]
    _void(site, writer, LegalReferral, lately, "与县级法律援助中心的登记重复")


def _events_unseen(site: Site, writer: Writer) -> None:
    for row in rows(writer, JobEvent):
        if row["held_on"] >= site.today - timedelta(190):
            row.update(UNVERIFIED)


def _no_shop(site: Site, writer: Writer) -> None:
    for row in rows(writer, BusinessEntity):
        if row["kind"] in ("supermarket", "convenience"):
            row["closed_on"] = site.today - timedelta(15)


def _platform_gone(site: Site, writer: Writer) -> None:
    for row in rows(writer, InfoPlatform, kind="platform"):
        row["valid_to"] = site.today - timedelta(10)


EDGES: dict[str, tuple[Callable[[Site, Writer], None], ...]] = {
    "D04": (_major_due_today,), "D05": (_road_cut,),
    "D07": (_major_overdue, _stale_jobs, _no_grid_member, _no_courtyard_head, _left_unanswered, _rated_by_others, _three_columns, _quarter_unconfirmed, _themes_unseen,
            _no_broadcast),
    "D10": (_kept_until_counted, _all_the_best), "D11": (_term_over, _team_disbanded, _shops_close),
    "D12": (_one_mediator, _no_law_desk, _events_unseen, _no_shop, _platform_gone),
}  # fmt: skip
