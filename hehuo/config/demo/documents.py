"""Official papers of the demo city, in every kind and state, and the reward that came back.

All are walked by the real steps on days before today. Word files are written at issue; PDFs are drawn when somebody asks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from hehuo.config.demo.supervision_walk import City
from hehuo.org.models import Area, OrgUnit, User
from hehuo.org.roles import Role
from hehuo.programme.models import Campaign, Finding, RewardClawback, RewardScheme
from hehuo.programme.reward_payments import decide_clawback, propose_clawback, record_return
from hehuo.reports import workflow
from hehuo.reports.addressees import COPY, Place, groups_for, posts_opening, recipients_of, words_for
from hehuo.reports.drafting import draft_of
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
    """Papers by the people of the headquarters; counties, bureaus and communities sign for what they receive."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.root = Area.get_root_nodes().get(kind=Area.Kind.CITY)
        groups = {group.label: list(group.members) for group in groups_for(self.root)}
        self.counties, self.bureaus = groups["县级指挥部"], groups["市直责任单位"]

    def past(self, code: str, place: str, phase: str, state: str) -> None:
        """A paper of a campaign that is long over."""
        campaign = _campaign(place, phase)
        step = campaign.steps.filter(event__in=STEPS_OF[code]).order_by("id").last() if campaign else None
        if campaign is None or step is None:
            return
        day = timezone.localtime(step.at).date() + timedelta(days=1)
        county = campaign.unit.county
        document = self.issue(self.draft(code, campaign, day), day)
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
        ways = [*self._rectifications()]
        if scheme is not None:
            ways.append((ago(19), lambda: self._rewards(scheme)))
        if late := _campaign("D07", LATER, "request_rectification"):
            drafted = partial(self.draft, "acceptance_rectification", late, ago(6))
            ways.append((ago(5), lambda: self.issue(drafted(), ago(5))))
        for _, way in sorted(ways, key=lambda one: one[0]):
            way()
        self._minutes()
        if accepted := _campaign("D10", LATER, "accept"):
            self.submit(self.draft("acceptance_decision", accepted, ago(1)), ago(1))
        if shown := _campaign("D11", LATER, "publish_notice"):
            checked = self.draft("public_notice", shown, ago(1), self.counties[:2])
            self.city.take(ago(1), workflow.ask_units, checked, by="bangong", hour=14)
            self.city.take(
                ago(1), workflow.answer, checked, by=_opener(self.counties[0]), agreed=True, hour=16
            )
        if county := next((area for area in self.counties if area.name == "水城区"), None):
            self._of_county(county)

    def _rewards(self, scheme: RewardScheme) -> None:
        """The list of rewards: to every county, a copy to finance; half of them have signed for it."""
        ago = self.city.ago
        listed = self.issue(self.draft("reward_list", scheme, ago(20)), ago(19))
        finance = [row.place for row in recipients_of(listed, COPY)]
        self.read(listed, ago(17), [*self.counties[: len(self.counties) // 2], *finance])

    def _minutes(self) -> None:
        """Minutes that all counties and some bureaus have; a draft; one that nobody needs."""
        ago = self.city.ago
        told = self.bureaus[:4]
        held = self.draft("minutes", self.root, ago(14), self.counties, told, body=AGREED)
        self.read(self.issue(held, ago(13)), ago(12), [*self.counties, *told[:2]])
        self.draft("minutes", self.root, ago(2), [])
        self.city.take(ago(8), workflow.drop, self.draft("minutes", self.root, ago(9), []), by="bangong")

    def _of_county(self, county: Area) -> None:
        """A county writes to its communities and bureaus, signed by its own leader; the next one waits for him."""
        ago, author = self.city.ago, _opener(county)
        groups = {group.label: list(group.members) for group in groups_for(county)}
        places, bureaus = groups.get("安置点（社区）", []), groups.get("县直单位", [])[:2]
        if not places:
            return
        leader = User.objects.get(posts__area=county, username__endswith="-lingdao")
        held = self.draft("minutes", county, ago(11), places, bureaus, by=author, body=AGREED_HERE)
        self.submit(held, ago(10))
        self.city.take(ago(10), workflow.sign, held, by=leader, hour=15)
        out = self.city.take(ago(10), workflow.issue, held, by=author, hour=16, pdf=False)
        self.read(out, ago(9), [*places[:1], *bureaus[:1]])
        self.submit(self.draft("minutes", county, ago(3), places[:3], by=author), ago(3))

    def _rectifications(self) -> list[tuple[date, Callable[[], Any]]]:
        """Papers of notices that were issued on the pages of problems, by day; one sent back, one that waits for its number."""
        ago = self.city.ago
        ways: list[tuple[date, Callable[[], Any]]] = []
        for paper in IssuedDocument.objects.filter(kind="rectification_notice").order_by("pk"):
            day = timezone.localtime(paper.created_at).date() + timedelta(days=1)
            ways.append((min(day, ago(1)), partial(self._notice, paper, min(day, ago(1)))))
        confirmed = Finding.objects.filter(state="problem_confirmed").order_by("pk")
        for finding, back in zip(confirmed[:2], (False, True), strict=False):
            document = self.draft("rectification_notice", finding, ago(5))
            self.submit(document, ago(4))
            if back:
                reason = "请写明复查由谁办理。"
                self.city.take(ago(3), workflow.send_back, document, by="lingdao", reason=reason)
            else:
                self.city.take(ago(3), workflow.sign, document, by="lingdao")
        return ways

    def _notice(self, paper: IssuedDocument, day: date) -> None:
        """Issued the day after the notice; who signed for the notice has the paper; what was withdrawn is withdrawn."""
        finding = paper.findings.get()
        document = self.issue(paper, day)
        if finding.state != "rectification_notice_issued" and day < self.city.ago(1):
            places = [row.place for row in recipients_of(document)]
            self.read(document, day + timedelta(days=1), places[: 1 + finding.item_no % 2])
        if finding.state == "withdrawn":
            self.withdraw(document, self.city.ago(1), "单位申辩成立，所列问题已撤销。")

    def draft(
        self, code: str, subject: Any, day: date, main: Sequence[Place] | None = None, copies: Sequence[Place] = (), *,
        by: Any = "bangong", body: str = "",
    ) -> IssuedDocument:  # fmt: skip
        """A draft as the page makes it: to whom its kind goes, or to `main` and `copies`."""

        def start(*, by: User) -> IssuedDocument:
            kind, area = kinds()[code], workflow.headquarters_of(by)
            assert area is not None
            made, _ = draft_of(kind, subject, kind.compose(subject, by), area=area, by=by)
            if main is None and not body:
                return made
            words = {"body": body or made.body, "copies_to": words_for(area, copies) or made.copies_to}
            return workflow.edit(made, words, by=by, recipients=main or [], copies=copies)

        return self.city.take(day, start, by=by, hour=9)

    def submit(self, document: IssuedDocument, day: date) -> None:
        """To the leader."""
        self.city.take(day, workflow.submit, document, by=document.created_by, hour=11)

    def issue(self, document: IssuedDocument, day: date) -> IssuedDocument:
        """Signed by the leader and issued the same day, without drawing the PDF."""
        self.submit(document, day)
        self.city.take(day, workflow.sign, document, by="lingdao", hour=15)
        return self.city.take(day, workflow.issue, document, by="bangong", hour=16, pdf=False)

    def read(self, document: IssuedDocument, day: date, places: Sequence[Place]) -> None:
        """The addressees sign for it."""
        for place in places:
            if person := _opener(place):
                self.city.take(day, workflow.mark_read, document, by=person)

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


AGREED_HERE = """会议由指挥部负责同志主持，各安置点社区和有关部门参加。会议纪要如下。
一、会议听取的情况
会议听取了各安置点创建工作进展的汇报。
二、会议议定的事项
（一）各安置点每月核对一次住户、就业台账，问题当月更正。
（二）有关部门每季度到安置点现场办公一次，当场能办的当场办。"""


def _campaign(place: str, phase: str, event: str = "") -> Campaign | None:
    rows = Campaign.objects.filter(unit__settlements__code=place, phase=phase)
    if event:
        rows = rows.filter(steps__event=event)
    return rows.select_related("unit__county", "edition", "submitted").distinct().order_by("pk").first()


def _opener(place: Place) -> Any:
    """Who opens the post of a county, a community or a unit; None where nobody does."""
    if isinstance(place, OrgUnit):
        return next((post.user for post in posts_opening(place)), None)
    role = Role.COUNTY_HQ if place.kind == Area.Kind.COUNTY else Role.SECRETARY
    return User.objects.filter(posts__area=place, posts__role=role).order_by("pk").first()


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
