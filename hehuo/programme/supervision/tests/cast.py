"""Two counties with units that assessed themselves, the city's people, inspectors and units with posts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from django.utils import timezone

from hehuo.assessment.editions import install_shipped
from hehuo.assessment.models import ScoreEntry, ScoreSheet
from hehuo.kit.testing.world import SINCE, build_world, make_settlement, make_user
from hehuo.org.models import CreationUnit, OrgUnit, Post
from hehuo.org.roles import Role
from hehuo.programme import scores
from hehuo.programme.models import Campaign
from hehuo.programme.supervision.findings.steps.record_finding import Facts
from hehuo.programme.supervision.spot_checks import steps as checks
from hehuo.programme.supervision.spot_checks.results import codes_of_items
from hehuo.programme.supervision.spot_checks.rules import Rule, rule_from
from hehuo.programme.supervision.spot_checks.steps.submit_judgement import Judgement

START = date(2026, 3, 2)
WORDS = "无须回避"


def moment(day: date, hour: int = 10) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))  # noqa: DTZ001


class Cast:
    """World, edition, people; `clock` moves on with `later`."""

    def __init__(self) -> None:
        self.world = build_world()
        self.edition, _ = install_shipped()
        city, here, there = self.world.city, self.world.here, self.world.there
        self.counties = (here.county, there.county)
        self.office = make_user("市办公室甲", Role.CITY_OFFICE, city)
        self.office2 = make_user("市办公室乙", Role.CITY_OFFICE, city)
        self.leader = make_user("市领导", Role.CITY_LEADER, city)
        self.first = self.world.inspector
        self.second = make_user("验收员乙", Role.INSPECTOR, city)
        self.third = make_user("验收员丙", Role.INSPECTOR, city)
        self.county_unit = OrgUnit.objects.create(
            code="jia-hq", name="甲县指挥部", level="county", area=here.county
        )
        self.other_unit = OrgUnit.objects.create(
            code="yi-hq", name="乙县指挥部", level="county", area=there.county
        )
        self.county = self.with_unit("甲县负责人", Role.COUNTY_HQ, here.county, self.county_unit)
        self.stranger = self.with_unit("乙县负责人", Role.COUNTY_HQ, there.county, self.other_unit)
        self.bureau_unit = OrgUnit.objects.create(
            code="city-renshe", name="市人力资源社会保障局", level="city", area=city
        )
        self.bureau = self.with_unit("人社联络员", Role.CITY_BUREAU, city, self.bureau_unit)
        self.clock = START

    def with_unit(self, name, role, area, unit):
        user = make_user(name, role, area)
        Post.objects.filter(user=user).update(unit=unit, valid_from=SINCE)
        return user

    def later(self, days: int = 0) -> datetime:
        self.clock += timedelta(days=days)
        return moment(self.clock)

    def unit_with_self_score(
        self, number: int, county: int, *, demo: bool = False, share: str = "0.9"
    ) -> CreationUnit:
        """A creation unit of one settlement with a submitted self-assessment."""
        area = self.counties[county]
        area.refresh_from_db()
        place = make_settlement(area, f"P{county}{number:02}", f"安置点{county}{number:02}")
        unit = CreationUnit.objects.create(
            code=f"U{county}{number:02}",
            name=place.name,
            kind="settlement",
            county=area,
            demonstration_site=demo,
        )
        unit.settlements.add(place)
        sheet = ScoreSheet.objects.create(
            unit=unit,
            edition=self.edition,
            column="self",
            scorer=self.world.secretary,
            as_of=START,
            submitted_at=moment(START),
        )
        ScoreEntry.objects.bulk_create(
            ScoreEntry(
                sheet=sheet,
                criterion=c.code,
                auto_points=Decimal(0),
                points=self.part(c.full, share),
                reason="自评",
            )
            for c in scores.criteria_of(self.edition)
        )
        Campaign.objects.create(
            unit=unit, edition=self.edition, phase="later", state="self_passed", authorization_basis="批准", planned_on=START,
            self_sheet=sheet,
        )  # fmt: skip
        return unit

    @staticmethod
    def part(full: Decimal, share: str) -> Decimal:
        return (full * Decimal(share)).quantize(Decimal("0.01"))

    def units(self, first: int = 4, second: int = 3) -> list[CreationUnit]:
        made = [self.unit_with_self_score(n, 0, demo=n == 0) for n in range(first)]
        return made + [self.unit_with_self_score(n, 1) for n in range(second)]

    def drafted(self, others: int = 3, **more):
        rule = Rule(others=others, items=(9, 12), ledgers=("residents.occupancyspell",), **more)
        return checks.draft_check("年度抽查", self.edition, START, rule, by=self.office, at=self.later())

    def judge(self, site, share: str = "0.9", members=None) -> None:
        codes = codes_of_items(site.check_of, rule_from(site.check_of.rule))
        for member in members or site.members.select_related("user"):
            points = {code: (self.part(full, share), "现场查看") for code, full in codes.items()}
            checks.submit_judgement(site, Judgement(points, uuid4()), by=member.user, at=self.later())

    def team(self, site) -> None:
        checks.assign_team(site, [(self.first, WORDS), (self.second, WORDS)], by=self.office, at=self.later())

    def evidence(self, check, share: str = "0.9") -> None:
        """From sampled to checked evidence."""
        for site in check.sites.filter(members__isnull=True):
            self.team(site)
        checks.finish_assigning(check, by=self.office, at=self.later())
        checks.begin_on_site(check, by=self.first, at=self.later())
        for site in check.sites.all():
            if site.members.filter(submitted_at__isnull=True).exists():
                self.judge(site, share)
        checks.finish_evidence(check, by=self.office, at=self.later())

    def facts(self, **more) -> Facts:
        values = {
            "criterion": "12.1", "points": Decimal("0.50"), "fact": "就业台账与现场不符", "basis": "现场抽查记录",
            "requirement": "逐户核对更正", "responsible": self.county_unit,
        }  # fmt: skip
        return Facts(**{**values, **more})
