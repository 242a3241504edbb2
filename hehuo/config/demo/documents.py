"""Official papers of the demo city, in every kind and state, and the reward that came back.

All are walked by the real steps on days before today. Word files are written at issue; PDFs are drawn when somebody asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from hehuo.config.demo.supervision_walk import City
from hehuo.org.models import Area, User
from hehuo.org.roles import Role
from hehuo.programme.models import Campaign, Finding, RewardClawback, RewardScheme
from hehuo.programme.reward_payments import decide_clawback, propose_clawback, record_return
from hehuo.reports import workflow
from hehuo.reports.kinds import kinds
from hehuo.reports.models import IssuedDocument, Retention

PILOT, ROLL_OUT, LATER = Campaign.Phase.PILOT, Campaign.Phase.ROLL_OUT, Campaign.Phase.LATER
PAST = (
    ("acceptance_decision", "D03", PILOT, "archived"), ("public_notice", "D03", PILOT, "archived"),
    ("acceptance_decision", "D04", ROLL_OUT, "read"), ("acceptance_decision", "D06", ROLL_OUT, "corrected"),
    ("public_notice", "D09", ROLL_OUT, "withdrawn"),
)  # fmt: skip
"""Papers of the first years: kind, settlement, phase, where they stand. Each is drafted the day after its step."""
STEPS_OF = {"acceptance_decision": ("accept", "not_accept"), "public_notice": ("publish_notice",)}


def plant_documents(seed: int, today: date) -> int:
    """Papers and the claw-back; returns how many rows."""
    city = City(seed, today)
    walk = PaperWalk(city)
    for code, place, phase, state in PAST:
        walk.past(code, place, phase, state)
    walk.present()
    back = _take_back(city)
    return IssuedDocument.objects.count() + back


class PaperWalk:
    """Papers by the people of the city's headquarters; counties sign for what they receive."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.root = Area.get_root_nodes().get(kind=Area.Kind.CITY)
        self.counties = workflow.addressees_of(self.root)

    def past(self, code: str, place: str, phase: str, state: str) -> None:
        """A paper of a campaign that is long over."""
        campaign = _campaign(place, phase)
        step = campaign.steps.filter(event__in=STEPS_OF[code]).order_by("id").last() if campaign else None
        if campaign is None or step is None:
            return
        day = timezone.localtime(step.at).date() + timedelta(days=1)
        county = campaign.unit.county
        document = self.issue(self.draft(code, campaign, day, [county]), day)
        if state == "withdrawn":
            self.withdraw(document, day + timedelta(days=3), "公示期限起止日期有误，另行公示。")
            return
        self.read(document, day + timedelta(days=2), [county])
        if state == "corrected":
            self.withdraw(document, day + timedelta(days=6), "正文中抽样总户数有误。")
            again = self.city.take(day + timedelta(days=6), workflow.correct, document, by="bangong", hour=15)
            self.read(self.issue(again, day + timedelta(days=7)), day + timedelta(days=9), [county])
        elif state == "archived":
            self.archive(document, day + timedelta(days=40))

    def present(self) -> None:
        """What lies on the desks now: drafts, fact checks, signatures to come, receipts to come."""
        ago = self.city.ago
        scheme = RewardScheme.objects.filter(grants__isnull=False).order_by("version").first()
        if scheme is not None:
            listed = self.issue(self.draft("reward_list", scheme, ago(20), self.counties), ago(19))
            self.read(listed, ago(17), self.counties[: len(self.counties) // 2])
        held = self.issue(self.draft("minutes", self.root, ago(14), self.counties, body=AGREED), ago(13))
        self.read(held, ago(12), self.counties)
        self.draft("minutes", self.root, ago(2), [])
        self._rectifications()
        if late := _campaign("D07", LATER, "request_rectification"):
            self.issue(self.draft("acceptance_rectification", late, ago(6), [late.unit.county]), ago(5))
        if accepted := _campaign("D10", LATER, "accept"):
            self.submit(self.draft("acceptance_decision", accepted, ago(1), [accepted.unit.county]), ago(1))
        if shown := _campaign("D11", LATER, "publish_notice"):
            checked = self.draft("public_notice", shown, ago(1), self.counties[:2])
            self.city.take(ago(1), workflow.ask_units, checked, by="bangong", hour=14)
            self.city.take(
                ago(1), workflow.answer, checked, by=_opener(self.counties[0]), agreed=True, hour=16
            )
        if county := next((area for area in self.counties if area.name == "水城区"), None):
            self.submit(
                self.draft("minutes", county, ago(3), _settlements(county), by=_opener(county)), ago(3)
            )

    def _rectifications(self) -> None:
        """A notice that was sent back for changes, one signed and waiting for its number, one that nobody needs."""
        ago = self.city.ago
        found = {finding.state: finding for finding in Finding.objects.order_by("pk")}
        for state, end in (("problem_confirmed", "back"), ("received", "signed"), ("rectifying", "dropped")):
            finding = found.get(state)
            if finding is None:
                continue
            document = self.draft("rectification_notice", finding, ago(5), [finding.settlement.county])
            if end == "dropped":
                self.city.take(ago(4), workflow.drop, document, by="bangong")
                continue
            self.submit(document, ago(4))
            if end == "back":
                reason = "请写明复查由谁办理。"
                self.city.take(ago(3), workflow.send_back, document, by="lingdao", reason=reason)
            else:
                self.city.take(ago(3), workflow.sign, document, by="lingdao")

    def draft(
        self, code: str, subject: Any, day: date, recipients: Sequence[Area], *, by: Any = "bangong", body: str = ""
    ) -> IssuedDocument:  # fmt: skip
        """A draft as the page makes it."""

        def start(*, by: User) -> IssuedDocument:
            paper = kinds()[code].compose(subject, by)
            area = workflow.headquarters_of(by)
            assert area is not None
            made = workflow.draft(paper, area=area, by=by, subject=subject, recipients=recipients)
            return workflow.edit(made, {"body": body}, by=by, recipients=recipients) if body else made

        return self.city.take(day, start, by=by, hour=9)

    def submit(self, document: IssuedDocument, day: date) -> None:
        """To the leader."""
        self.city.take(day, workflow.submit, document, by=document.created_by, hour=11)

    def issue(self, document: IssuedDocument, day: date) -> IssuedDocument:
        """Signed by the leader and issued the same day, without drawing the PDF."""
        self.submit(document, day)
        self.city.take(day, workflow.sign, document, by="lingdao", hour=15)
        return self.city.take(day, workflow.issue, document, by="bangong", hour=16, pdf=False)

    def read(self, document: IssuedDocument, day: date, areas: Sequence[Area]) -> None:
        """The addressees sign for it."""
        for area in areas:
            self.city.take(day, workflow.mark_read, document, by=_opener(area))

    def withdraw(self, document: IssuedDocument, day: date, reason: str) -> None:
        """With the reason that addressees are told."""
        self.city.take(day, workflow.withdraw, document, by="bangong", reason=reason)

    def archive(self, document: IssuedDocument, day: date) -> None:
        """Filed for thirty years."""
        number = f"{document.year}-易扶通-{document.serial:03d}"
        self.city.take(
            day, workflow.archive, document, by="bangong", archive_no=number, retention=Retention.THIRTY
        )


AGREED = """会议由指挥部负责同志主持，指挥部办公室和有关成员单位参加。会议纪要如下。
一、会议听取的情况
会议听取了指挥部办公室关于下半年创建工作进展的汇报。
二、会议议定的事项
（一）各县级指挥部每月核对一次住户、就业台账，问题当月更正。
（二）市直有关部门按责任分工督促办理，办理情况列入责任任务。
（三）设施损坏的，由安置点当天登记、三日内报修。"""


def _campaign(place: str, phase: str, event: str = "") -> Campaign | None:
    rows = Campaign.objects.filter(unit__settlements__code=place, phase=phase)
    if event:
        rows = rows.filter(steps__event=event)
    return rows.select_related("unit__county", "edition", "submitted").distinct().order_by("pk").first()


def _opener(area: Area) -> User:
    """Who opens the post of a county."""
    return User.objects.filter(posts__area=area, posts__role=Role.COUNTY_HQ).order_by("pk")[0]


def _settlements(county: Area) -> list[Area]:
    return workflow.addressees_of(county)[:3]


def _take_back(city: City) -> int:
    """Part of the reward of a suspended unit: proposed, decided by finance, paid back."""
    campaign = _campaign("D06", ROLL_OUT, "suspend")
    grant = getattr(campaign, "grant", None)
    if campaign is None or grant is None or grant.paid_at is None:
        return 0
    step = campaign.steps.filter(event="suspend").order_by("id").last()
    start = timezone.localtime(step.at).date()

    def on(days: int) -> date:
        return min(start + timedelta(days=days), city.ago(1))

    part = grant.amount_fen // 5
    city.take(
        on(7),
        propose_clawback,
        grant,
        by="bangong",
        amount_fen=part,
        reason="就业台账更新不及时，暂停命名期间追回部分奖补。",
    )
    back = RewardClawback.objects.get(grant=grant)
    opinion = "情况属实，追回奖补的五分之一，由县级财政缴回。"
    city.take(on(20), decide_clawback, back, by="caizheng", amount_fen=part, decision_no=f"演示财追〔{start.year}〕1号",
          opinion=opinion, due_on=on(20) + timedelta(days=30))  # fmt: skip
    city.take(on(41), record_return, back, by="caizheng", receipt_no=f"演示缴款-{on(41):%Y%m}-006")
    return 1
