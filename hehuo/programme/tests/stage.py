"""A unit with households, the whole cast of a campaign, and short cuts to any state by the real steps."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from hehuo.assessment.editions import install_shipped
from hehuo.kit.testing.world import World, build_world, make_user
from hehuo.org.models import Community, Settlement, User
from hehuo.org.roles import Role
from hehuo.org.units_of_creation import allocate_creation_unit
from hehuo.programme import scores, steps
from hehuo.programme.models import Campaign, RewardBand, RewardScheme
from hehuo.programme.reward_payments import clear_grant
from hehuo.programme.steps.form_acceptance_group import Candidate
from hehuo.residents.models import Household, Membership, Person

BASIS = "县委办发〔2018〕1号"
START = date(2018, 5, 28)


def moment(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))  # noqa: DTZ001


def settle(settlement: Settlement, households: int, by: User, *, on: date = date(2017, 9, 1)) -> None:
    """Households of two persons each."""
    made = Household.objects.bulk_create(
        Household(
            settlement=settlement, household_no=f"{settlement.code}-{n:04}", head_name=f"户{n}", occurred_on=on,
            household_class=Household.Kind.REGISTERED_POOR, allocated_on=on, created_by=by,
        )
        for n in range(households)
    )  # fmt: skip
    people = Person.objects.bulk_create(
        Person(
            settlement=settlement,
            household=h,
            name="某",
            sex="1",
            birth_date=date(1980, 1, 1),
            occurred_on=on,
        )
        for h in made
        for _ in range(2)
    )
    Membership.objects.bulk_create(
        Membership(settlement=settlement, person=p, household=p.household, valid_from=on, occurred_on=on)
        for p in people
    )


class Stage:
    """World, edition, unit and cast; `at(state)` brings a new campaign there."""

    def __init__(self, households: int = 20, *, demonstration: bool = True) -> None:
        self.world: World = build_world()
        self.edition, self.other_edition = install_shipped()
        city, county = self.world.city, self.world.here.county
        self.secretary = self.world.secretary
        self.committee = self.world.committee
        self.reviewer = self.world.county_reviewer
        self.county = make_user("县级负责人", Role.COUNTY_HQ, county)
        self.office = make_user("市办公室人员", Role.CITY_OFFICE, city)
        self.leader = make_user("市领导", Role.CITY_LEADER, city)
        self.finance = make_user("市财政人员", Role.CITY_FINANCE, city)
        self.first = self.world.inspector
        self.second = make_user("市级验收员二", Role.INSPECTOR, city)
        self.stranger = make_user("外县负责人", Role.COUNTY_HQ, self.world.there.county)
        settle(self.world.here, households, self.secretary)
        host = Community.objects.create(code="H1", name="某某村", is_host=True)
        host.settlements.add(self.world.here)
        self.unit = allocate_creation_unit(self.world.here, households, START, demonstration=demonstration)
        self.clock = START

    def later(self, days: int = 1) -> datetime:
        """The next moment of the story."""
        self.clock += timedelta(days=days)
        return moment(self.clock)

    def full(self, share: str = "1", less: dict[str, str] | None = None) -> dict[str, tuple[Decimal, str]]:
        """Points for every sub-criterion: a share of full, or as `less` says."""
        return {
            c.code: (
                Decimal((less or {}).get(c.code, str((c.full * Decimal(share)).quantize(Decimal("0.01"))))), "现场查看"
            )
            for c in scores.criteria_of(self.edition)
        }  # fmt: skip

    def scheme(self, *, budget: int | None = None) -> RewardScheme:
        made = RewardScheme.objects.create(
            name="奖补办法", version=RewardScheme.objects.count() + 1, budget_fen=budget, created_by=self.office,
            approved_by=self.leader, approved_at=timezone.now(),
        )  # fmt: skip
        RewardBand.objects.create(scheme=made, from_households=1, amount_fen=10_000_00)
        RewardBand.objects.create(scheme=made, from_households=200, amount_fen=1_000_00, per_household=True)
        return made

    def plan(self, phase: str = "pilot") -> Campaign:
        return steps.plan_campaign(
            self.unit,
            by=self.county,
            phase=phase,
            authorization_basis=BASIS,
            edition=self.edition,
            at=moment(self.clock),
        )

    PATH = (
        "planned", "launched", "creating", "self_assessing", "self_passed", "county_reviewing", "county_passed", "applied",
        "city_accepting", "accepted", "publicised", "confirmed", "reward_pending", "rewarded",
    )  # fmt: skip

    def at(self, state: str) -> Campaign:
        """A new campaign walked to `state`."""
        side = {
            "self_failed": "self_assessing", "county_returned": "county_reviewing", "rectify_before_accept": "city_accepting",
            "not_accepted": "city_accepting", "objection_handling": "publicised", "rechecking": "confirmed",
            "suspended": "confirmed", "revoked": "confirmed", "withdrawn": "planned", "terminated": "planned",
        }  # fmt: skip
        campaign = self.plan()
        for name in self.PATH[1 : self.PATH.index(side.get(state, state)) + 1]:
            getattr(self, f"to_{name}")(campaign)
        if state in side:
            getattr(self, f"to_{state}")(campaign)
        campaign.refresh_from_db()
        assert campaign.state == state
        return campaign

    def to_launched(self, c):
        steps.launch(c, by=self.county, at=self.later())

    def to_creating(self, c):
        steps.record_baseline(c, by=self.secretary, at=self.later())

    def to_self_assessing(self, c):
        steps.open_self_assessment(c, by=self.secretary, at=self.later())

    def to_self_passed(self, c):
        steps.submit_self_assessment(c, by=self.secretary, filled=self.full(), at=self.later())

    def to_self_failed(self, c):
        steps.submit_self_assessment(c, by=self.secretary, filled=self.full("0.5"), at=self.later())

    def to_county_reviewing(self, c):
        steps.sign_self_assessment(c, by=self.county, at=self.later())
        steps.start_county_review(c, by=self.reviewer, at=self.later())

    def to_county_returned(self, c):
        steps.return_to_creation(c, by=self.reviewer, reason="资料不齐", at=self.later())

    def to_county_passed(self, c):
        steps.pass_county_review(c, by=self.reviewer, filled=self.full("0.95"), at=self.later())

    def to_applied(self, c):
        steps.apply_for_acceptance(c, by=self.county, document_no="县扶指〔2018〕9号", at=self.later())

    def to_city_accepting(self, c):
        people = [Candidate(self.first, leader=True), Candidate(self.second)]
        steps.form_acceptance_group(c, people, by=self.office, at=self.later())
        steps.draw_sample(c, by=self.office, seed="s1", at=self.later())

    def judge(self, c, share: str = "0.9", *, accepted: bool = True):
        """Visits, blind scores, two signatures."""
        for row in c.samples.get().rows.all():
            steps.record_visit(row, "met", by=self.first)
        for person in (self.first, self.second):
            steps.submit_reviewer_score(c, self.full(share), by=person, at=self.later())
        steps.propose_decision(c, by=self.first, accepted=accepted, opinion="符合标准", at=self.later())
        steps.countersign_decision(c, by=self.second, at=self.later())

    def to_accepted(self, c):
        self.judge(c)
        steps.decide_acceptance(c, by=self.leader, at=self.later())

    def to_not_accepted(self, c):
        self.judge(c, "0.5", accepted=False)
        steps.decide_acceptance(c, by=self.leader, at=self.later())

    def to_rectify_before_accept(self, c):
        due = self.clock + timedelta(days=20)
        steps.request_rectification(c, by=self.office, reason="路灯不亮", due_on=due, at=self.later())

    def to_publicised(self, c):
        steps.publish_notice(c, by=self.office, at=self.later())

    def to_objection_handling(self, c):
        steps.file_objection(c, by=self.office, channel="phone", content="活动场所未开放", at=self.later())

    def to_confirmed(self, c):
        steps.confirm_title(c, by=self.leader, at=self.later(12))

    def to_reward_pending(self, c):
        self.scheme()
        steps.approve_reward(c, by=self.leader, at=self.later())

    def to_rewarded(self, c):
        clear_grant(c.grant, by=self.finance, payee="某县财政局", at=self.later())
        steps.pay_reward(c, by=self.finance, voucher_no="PZ-1", at=self.later())

    def to_rechecking(self, c):
        steps.start_recheck(c, by=self.office, at=self.later())

    def to_suspended(self, c):
        steps.suspend(
            c, by=self.office, reason="出现反弹", due_on=self.clock + timedelta(days=60), at=self.later()
        )

    def to_revoked(self, c):
        self.to_suspended(c)
        steps.revoke(
            c, by=self.leader, reason="整改无效", heard_on=self.clock, hearing="已听取", at=self.later()
        )

    def to_withdrawn(self, c):
        steps.withdraw(c, by=self.county, reason="计划调整", at=self.later())

    def to_terminated(self, c):
        steps.terminate(c, by=self.leader, reason="计划调整", at=self.later())
