"""How supervision of the demo city is walked: real steps by the accounts that hold the posts, with the clock of the day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from hehuo.assessment.models import StandardEdition
from hehuo.config.demo.campaigns_walk import clock_at
from hehuo.evidence.services import prove
from hehuo.org.models import OrgUnit, User
from hehuo.programme import scores
from hehuo.programme.models import Finding, SpotCheck, SpotSite
from hehuo.programme.supervision import ladder
from hehuo.programme.supervision.findings import steps as findings
from hehuo.programme.supervision.findings.stages import in_stages, next_stage
from hehuo.programme.supervision.findings.steps.record_finding import Facts
from hehuo.programme.supervision.people import county_headquarters
from hehuo.programme.supervision.spot_checks import steps as checks
from hehuo.programme.supervision.spot_checks.results import codes_of_items
from hehuo.programme.supervision.spot_checks.rules import rule_from
from hehuo.programme.supervision.spot_checks.steps.submit_judgement import Judgement

WORDS = "本人近三年未在该县任职，与该单位无利害关系，无须回避"
FINDING_PATH = (
    "problem_confirmed", "rectification_notice_issued", "received", "plan_submitted", "plan_accepted", "rectifying",
    "reported_done", "verifying", "verified_closed",
)  # fmt: skip
SIDE = {"plan_returned": "plan_submitted", "reopened": "verifying", "withdrawn": "received"}
NOTES = ("现场有一处与台账不符", "个别记录要素不全", "维护记录更新不及时")


class City:
    """People and editions of the demo city; steps are taken on days before today."""

    def __init__(self, seed: int, today: date) -> None:
        self.seed, self.today, self.rng = seed, today, Random(f"{seed}/supervision")
        self.users = {u.username: u for u in User.objects.filter(username__startswith="shi-")}
        self.first = StandardEdition.objects.get(code="LPS-2018")
        self.now = StandardEdition.objects.get(code="LPS-2018-R")

    def who(self, name: str) -> User:
        """An account; of the city without its prefix, e.g. `bangong`, else in full."""
        if f"shi-{name}" in self.users:
            return self.users[f"shi-{name}"]
        return User.objects.get(username=name)

    def ago(self, days: int) -> date:
        """So many days before today."""
        return self.today - timedelta(days=days)

    def take(
        self, day: date, step: Callable[..., Any], *args: Any, by: str | User, hour: int = 10, **more: Any
    ) -> Any:
        """Take a step with the clock of the day."""
        moment = timezone.make_aware(datetime.combine(day, time(hour)))
        person = self.who(by) if isinstance(by, str) else by
        for cached in ("_hehuo_scope", "_supervised_units", "_programme_posts"):
            person.__dict__.pop(cached, None)
        with clock_at(moment):
            return step(*args, by=person, **more)

    def answering(self, unit: OrgUnit) -> User:
        """Who speaks for a unit: the first holder of a post of it or of a unit that it followed."""
        found = User.objects.filter(posts__unit=unit).order_by("pk").first()
        return found or User.objects.filter(posts__unit__successor=unit).order_by("pk").first()  # type: ignore[return-value]

    def facts(
        self, place: Any, edition: Any, item: int, points: str, fact: str, wanted: str, **more: Any
    ) -> Facts:
        """A problem at a place: the item's first sub-criterion that holds so many points."""
        code = next(
            c.code for c in scores.criteria_of(edition) if c.item_no == item and c.full >= Decimal(points)
        )
        unit = county_headquarters(place.county)
        assert unit is not None
        basis = f"考核标准第 {item} 项；现场检查记录"
        return Facts(code, Decimal(points), fact, basis, wanted, unit, **more)


def walk_finding(city: City, finding: Finding, target: str, day: date, days_each: int = 1) -> None:
    """Bring a confirmed problem to a state, one step a day (or as given), none after yesterday."""
    last = SIDE.get(target, target)
    county, clock = city.answering(finding.responsible), day
    steps: dict[str, Callable[[date], Any]] = {
        "rectification_notice_issued": lambda d: city.take(d, findings.issue_notice, finding, by="bangong"),
        "received": lambda d: city.take(d, findings.receive_notice, finding, by=county),
        "plan_submitted": lambda d: city.take(
            d, findings.submit_plan, finding, by=county, person="副指挥长", measures="逐户核对，限期更正，明确专人维护",
            **_plan_of(finding, d),
        ),
        "plan_accepted": lambda d: city.take(d, findings.accept_plan, finding, by="bangong2"),
        "rectifying": lambda d: city.take(d, findings.start_rectifying, finding, by=county),
        "reported_done": lambda d: city.take(d, findings.report_done, finding, by=county, reason="已逐项整改，现场可查"),
        "verifying": lambda d: city.take(d, findings.start_verifying, finding, by="yanshou3"),
        "verified_closed": lambda d: city.take(
            d, findings.close_finding, finding, by="yanshou3", reason="现场复查，问题已整改", method="on_site", residents_confirm=True
        ),
    }  # fmt: skip
    for name in FINDING_PATH[1 : FINDING_PATH.index(last) + 1] if last in FINDING_PATH else ():
        clock = min(clock + timedelta(days=days_each), city.ago(1))
        steps[name](clock)
    end = city.ago(1)
    if target == "plan_returned":
        city.take(
            end,
            findings.return_plan,
            finding,
            by="bangong2",
            reason="措施不具体，请写明完成时间和责任人",
            hour=15,
        )
    elif target == "reopened":
        city.take(
            end, findings.reopen_finding, finding, by="yanshou3", reason="复查时仍有部分未整改", hour=15
        )
    elif target == "withdrawn":
        city.take(
            end,
            findings.withdraw_finding,
            finding,
            by="lingdao",
            reason="单位申辩成立，属于统计口径不同",
            hour=15,
        )


def _plan_of(finding: Finding, day: date) -> dict[str, Any]:
    """Ten days, or three stages until the deadline where it takes long."""
    if not in_stages(finding):
        return {"until": min(finding.due_on, day + timedelta(days=10))}
    goals = (("清理通道，划线标示", 15), ("增设车位并启用", 40), ("巡查一个月没有反弹", 120))
    return {"until": finding.due_on, "stages": [(goal, day + timedelta(days=days)) for goal, days in goals]}


def report_first_stage(city: City, finding: Finding) -> None:
    """The unit shows what it has done by the date of the first stage."""
    stage = next_stage(finding)
    assert stage is not None
    county, day = city.answering(finding.responsible), min(stage.due_on, city.ago(2))
    proof = city.take(
        day, prove, finding, by=county, kind="report", statement="消防通道清理划线验收单", hour=9
    )
    words = "两处通道已清理、划线，张贴禁停标识"
    city.take(day, findings.report_stage, finding, by=county, reason=words, evidence=[proof.pk])


def climb(city: City, subject: Any, rungs: int) -> None:
    """Up the ladder of what is overdue."""
    due = subject.due_on
    if rungs >= 1:
        city.take(due + timedelta(days=1), ladder.remind, subject, by="bangong")
    if rungs >= 2:
        reason, day = "商定本月内完成，每周五报进展", due + timedelta(days=10)
        with_whom = {
            "place": "市指挥部办公室第二会议室",
            "attendees": "县指挥部副指挥长、社区书记；市指挥部办公室主任",
        }
        city.take(day, ladder.talk, subject, by="bangong", reason=reason, held_on=day, **with_whom)
    if rungs >= 3:
        reason = "约谈后仍未完成，提请列入通报"
        city.take(due + timedelta(days=12), ladder.propose_bulletin, subject, by="bangong", reason=reason)


def judge(city: City, site: SpotSite, day: date, share: str, members: Sequence[Any] | None = None) -> None:
    """Judgements of a site's team: near its self-score times a share; the leader fills records and homes."""
    codes = codes_of_items(site.check_of, rule_from(site.check_of.rule))
    for member in site.members.select_related("user") if members is None else members:
        points = {}
        for code, full in codes.items():
            said = Decimal(site.self_points.get(code, "0")) * Decimal(share)
            given = min(full, said.quantize(Decimal("0.01")))
            points[code] = (given, "" if given == full else city.rng.choice(NOTES))
        records, homes = {}, {}
        if member.is_leader:
            records = {r.pk: (city.rng.choice(("right",) * 9 + ("wrong",)), "") for r in site.records.all()}
            homes = {
                h.pk: (city.rng.choice(("agrees",) * 8 + ("absent", "refused")), "")
                for h in site.households.all()
            }
        number = uuid5(
            NAMESPACE_URL, f"{city.seed}/{site.check_of.title}/{site.unit.code}/{member.user.username}"
        )
        judgement = Judgement(points, number, records, homes)
        city.take(day, checks.submit_judgement, site, judgement, by=member.user)


def walk_check(city: City, check: SpotCheck, target: str, days: Sequence[date], share: str = "0.97") -> None:
    """Bring a drafted check to a state. `days`: draw, teams, on site, evidence, problems, result."""
    order = (
        "drafted",
        "sampled",
        "assigned",
        "on_site",
        "evidence_checked",
        "draft_findings",
        "unit_reply",
        "final",
    )
    reach = order.index(target) if target in order else len(order)
    if reach >= 1:
        city.take(days[0], checks.draw_check, check, by="bangong", seed=f"{days[0]:%Y%m%d}-七方报数")
    if reach >= 2:
        people = ("yanshou1", "yanshou2"), ("yanshou2", "yanshou3"), ("yanshou3", "yanshou1")
        for number, site in enumerate(check.sites.select_related("unit__county")):
            team = people[number % 3]
            city.take(
                days[1], checks.assign_team, site, [(city.who(name), "") for name in team], by="bangong"
            )
            for name in team:
                city.take(days[1], checks.declare_recusal, site, WORDS, by=name)
        city.take(days[1], checks.finish_assigning, check, by="bangong", hour=11)
    if reach >= 3:
        city.take(days[2], checks.begin_on_site, check, by=check.sites.first().members.first().user)
        sites = list(check.sites.select_related("unit", "check_of__edition"))
        for site in sites if reach > 3 else sites[: len(sites) // 2]:
            judge(city, site, days[2], share)
    if reach >= 4:
        city.take(days[3], checks.finish_evidence, check, by="bangong")
    if reach >= 5:
        city.take(days[4], checks.draft_findings, check, by="bangong")
    if reach >= 6:
        city.take(days[4], checks.send_to_units, check, by="bangong", hour=15)
    if reach >= 7:
        _reply_and_finish(city, check, days[4], days[5])
    ways = {
        "closed_ok": "close",
        "to_rectification": "to_rectification",
        "to_bulletin": "to_bulletin",
        "to_discipline_clue": "to_clue",
    }
    if target in ways:
        reason = "按抽查结果办理"
        city.take(days[5], checks.conclude_check, check, ways[target], by="lingdao", reason=reason, hour=16)


def _reply_and_finish(city: City, check: SpotCheck, told: date, day: date) -> None:
    for site in check.sites.select_related("unit__county", "check_of"):
        unit = county_headquarters(site.unit.county)
        if unit is not None:
            person = city.answering(unit)
            city.take(told, checks.reply_to_check, site, by=person, reason="核定结果属实，照此整改", hour=16)
    reason = "自评总体属实，个别单位偏高，问题逐条整改"
    city.take(day, checks.finish_check, check, by="bangong2", reason=reason)
