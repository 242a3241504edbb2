"""How a campaign of the demo city is walked: real steps, by the accounts that hold the posts, with the clock of the day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from unittest import mock

from django.utils import timezone

from hehuo.assessment.models import StandardEdition
from hehuo.org.models import CreationUnit, User
from hehuo.org.workdays import WorkCalendar
from hehuo.programme import scores, steps
from hehuo.programme.models import Campaign, Objection
from hehuo.programme.reward_payments import clear_grant
from hehuo.programme.steps.fill_sheet import Filled
from hehuo.programme.steps.form_acceptance_group import Candidate

GAPS = {
    "plan": 0, "launch": 3, "baseline": 4, "open": 75, "fill": 6, "fail": 6, "resume": 20, "sign": 2, "review": 3, "return": 3,
    "correct": 4, "pass": 6, "return_all": 6, "apply": 4, "group": 5, "sample": 3, "visits": 5, "judge": 6, "half_judge": 6,
    "propose": 4, "propose_not": 4, "countersign": 1, "decide": 3, "publish": 2, "confirm": 9, "approve": 14, "pay": 12,
    "rectify": 4, "object": 2, "reject": 2, "recheck": 250, "keep": 20, "suspend": 200, "suspend_after": 20, "revoke": 60,
    "withdraw": 40, "terminate": 40,
}  # fmt: skip
CHANGED = "台账尚在补录，按原始资料和现场情况认定"
NOTES = ("个别资料要素不全", "现场抽查有一处与台账不符", "部分群众知晓率不高", "维护记录不够及时")
FIRST_NOTICE_DAYS = 5


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Let the city live at `moment`: what is written meanwhile carries that time, as it would have on the day."""
    with mock.patch.object(timezone, "now", return_value=moment):
        yield


class Walk:
    """One campaign on its way."""

    def __init__(self, story: Any, unit: CreationUnit, seed: int, today: date) -> None:
        self.story, self.unit, self.today = story, unit, today
        self.rng = Random(f"{seed}/campaign/{story.code}/{story.phase}")
        self.campaign: Campaign | None = None

    def dates(self, calendar: WorkCalendar) -> list[tuple[date, str]]:
        """The day of every step: working days, in order, none after yesterday; a title only after the notice."""
        gaps = [{**GAPS, **self.story.gaps}[name.partition(":")[0]] for name in self.story.way]
        day = self.story.start or self.today - timedelta(days=self.story.last + sum(gaps))
        found: list[tuple[date, str]] = []
        for gap, name in zip(gaps, self.story.way, strict=True):
            day += timedelta(days=gap)
            if name == "confirm":
                over = calendar.add_working_days(found[-1][0], FIRST_NOTICE_DAYS).day
                day = max(day, over + timedelta(days=1))
            works = day
            while not calendar.is_workday(works):
                works += timedelta(days=1)
            earliest = found[-1][0] if found else works
            found.append((max(earliest, min(works, self.today - timedelta(days=1))), name))
        return found

    def take(self, name: str, at: datetime) -> None:
        """Take one step."""
        what, _, number = name.partition(":")
        if what == "plan":
            self._plan(at)
        elif what == "launch":
            self._launch(at)
        elif number:
            getattr(self, f"_{what}")(at, int(number))
        else:
            getattr(self, f"_{what}")(at)

    @property
    def here(self) -> Campaign:
        """The campaign; planned before any other step."""
        assert self.campaign is not None
        return self.campaign

    def cast(self, role: str) -> User:
        """Who holds a post: `zhihuibu`, `shenhe` at the county; `shuji`, `gongzuo` at the settlement; others by account."""
        if role.startswith("shi-"):
            return User.objects.get(username=role)
        area = (
            self.unit.county
            if role in ("zhihuibu", "shenhe")
            else self.unit.settlements.order_by("code")[0].area
        )
        return User.objects.get(posts__area=area, username__endswith=f"-{role}")

    def given(self, share: str, *, low: bool = False, mine: bool = True) -> Filled:
        """Points for every sub-criterion: what the ledgers prove, and a share of the rest with the reason."""
        self.here.refresh_from_db()
        sheet = self.here.county_sheet or self.here.self_sheet
        auto = {e.criterion: e.auto_points for e in sheet.entries.all()} if sheet and mine else {}
        filled = {}
        for c in scores.criteria_of(self.here.edition):  # type: ignore[arg-type]
            proven = auto.get(c.code, Decimal(0))
            level = Decimal(share) + Decimal(self.rng.randint(-8, 8)) / 100
            points = min(c.full, (c.full * level).quantize(Decimal("0.01")))
            if proven and (low or proven >= c.full * Decimal("0.8")):
                filled[c.code] = (proven, "")
            else:
                filled[c.code] = (points, CHANGED if mine else self.rng.choice(NOTES))
        return filled

    def _plan(self, at: datetime) -> None:
        later = self.story.phase == Campaign.Phase.LATER
        edition = StandardEdition.objects.get(code="LPS-2018-R" if later else "LPS-2018")
        basis = (
            "市委、市政府批准（演示文号〔2018〕3号）"
            if at.year < 2026
            else "市委、市政府批准（演示文号〔2026〕1号）"
        )
        self.campaign = steps.plan_campaign(
            self.unit, by=self.cast("zhihuibu"), phase=self.story.phase, authorization_basis=basis, edition=edition, at=at,
            demo=True,
        )  # fmt: skip

    def _launch(self, at: datetime) -> None:
        """In a shrunk city a unit keeps the kind that its full size gave it, though few households are built."""
        kept = (self.unit.demonstration_site, self.here.demonstration)
        if self.unit.kind == CreationUnit.Kind.SETTLEMENT:
            Campaign.objects.filter(pk=self.here.pk).update(demonstration=True)
        steps.launch(self.here, by=self.cast("zhihuibu"), at=at, attachments=["启动通知"])
        CreationUnit.objects.filter(pk=self.unit.pk).update(demonstration_site=kept[0])
        Campaign.objects.filter(pk=self.here.pk).update(demonstration=kept[1])
        self.here.refresh_from_db()

    def _baseline(self, at: datetime) -> None:
        steps.record_baseline(self.here, by=self.cast("shuji"), at=at)

    def _open(self, at: datetime) -> None:
        steps.open_self_assessment(self.here, by=self.cast("shuji"), at=at)

    def _fill(self, at: datetime) -> None:
        filled = self.given(self.story.share)
        steps.submit_self_assessment(
            self.here, by=self.cast("shuji"), filled=filled, at=at, attachments=["自评报告"]
        )

    def _fail(self, at: datetime) -> None:
        steps.submit_self_assessment(
            self.here, by=self.cast("shuji"), filled=self.given("0.60", low=True), at=at
        )

    def _resume(self, at: datetime) -> None:
        steps.resume_creation(self.here, by=self.cast("shuji"), at=at)

    def _sign(self, at: datetime) -> None:
        steps.sign_self_assessment(self.here, by=self.cast("zhihuibu"), at=at)

    def _review(self, at: datetime) -> None:
        steps.start_county_review(self.here, by=self.cast("shenhe"), at=at)

    def _return(self, at: datetime, item: int) -> None:
        reason = f"第 {item} 条抽查的记录与现场不一致，请核对台账并补充说明。"
        steps.return_item(self.here, by=self.cast("shenhe"), item_no=item, reason=reason, at=at)

    def _correct(self, at: datetime, item: int) -> None:
        back = self.here.returns.get(item_no=item, corrected_on__isnull=True)
        steps.correct_item(
            back, by=self.cast("gongzuo"), reason="已逐条核对台账，补齐佐证并更正两条记录。", at=at
        )

    def _return_all(self, at: datetime) -> None:
        reason = "自评依据不足的子项较多，请补齐台账后重新自评。"
        steps.return_to_creation(self.here, by=self.cast("shenhe"), reason=reason, at=at)

    def _pass(self, at: datetime) -> None:
        share = str(Decimal(self.story.share) - Decimal("0.01"))
        steps.pass_county_review(self.here, by=self.cast("shenhe"), filled=self.given(share), at=at)

    def _apply(self, at: datetime) -> None:
        number = f"演示文号〔{at.year}〕{self.rng.randint(10, 90)}号"
        steps.apply_for_acceptance(
            self.here, by=self.cast("zhihuibu"), document_no=number, at=at, attachments=["申报验收的请示"]
        )

    def _group(self, at: datetime) -> None:
        people = [Candidate(self.cast("shi-yanshou1"), leader=True), Candidate(self.cast("shi-yanshou2"))]
        steps.form_acceptance_group(self.here, people, by=self.cast("shi-bangong"), at=at)

    def _sample(self, at: datetime) -> None:
        seed = f"{at:%Y%m%d}-{self.story.code}"
        steps.draw_sample(self.here, by=self.cast("shi-bangong"), seed=seed, at=at)

    def _visits(self, at: datetime) -> None:
        for row in self.here.samples.get().rows.order_by("order_no"):
            result = "met" if self.rng.random() < 0.85 else self.rng.choice(("absent", "refused"))
            note = "外出务工，电话联系过" if result == "absent" else ""
            steps.record_visit(
                row, result, by=self.cast(self.rng.choice(("shi-yanshou1", "shi-yanshou2"))), note=note, at=at
            )

    def _judge(self, at: datetime) -> None:
        self._visits(at)
        share = "0.66" if "propose_not" in self.story.way else self.story.share
        for person in ("shi-yanshou1", "shi-yanshou2"):
            steps.submit_reviewer_score(self.here, self.given(share, mine=False), by=self.cast(person), at=at)

    def _half_judge(self, at: datetime) -> None:
        """One member has scored, some households are still to be visited."""
        for row in self.here.samples.get().rows.order_by("order_no")[:9]:
            steps.record_visit(row, "met", by=self.cast("shi-yanshou1"), at=at)
        filled = self.given(self.story.share, mine=False)
        steps.submit_reviewer_score(self.here, filled, by=self.cast("shi-yanshou1"), at=at)

    def _rectify(self, at: datetime) -> None:
        due = timezone.localtime(at).date() + timedelta(days=25)
        reason = "路灯三盏不亮、两处记录为补录，请整改并附佐证。"
        steps.request_rectification(self.here, by=self.cast("shi-bangong"), reason=reason, due_on=due, at=at)

    def _propose(self, at: datetime, *, accepted: bool = True) -> None:
        opinion = "现场与台账相符，达到创建标准。" if accepted else "培训覆盖和资料真实性不足，未达合格线。"
        steps.propose_decision(
            self.here, by=self.cast("shi-yanshou1"), accepted=accepted, opinion=opinion, at=at
        )

    def _propose_not(self, at: datetime) -> None:
        self._propose(at, accepted=False)

    def _countersign(self, at: datetime) -> None:
        steps.countersign_decision(self.here, by=self.cast("shi-yanshou2"), at=at)

    def _decide(self, at: datetime) -> None:
        steps.decide_acceptance(self.here, by=self.cast("shi-lingdao"), at=at, attachments=["会议纪要"])

    def _publish(self, at: datetime) -> None:
        steps.publish_notice(self.here, by=self.cast("shi-bangong"), at=at)

    def _object(self, at: datetime) -> None:
        first = not Objection.objects.filter(notice__campaign=self.here).exists()
        content = "活动场所周末没有开放" if first else "公示的入住情况与实际不一致"
        steps.file_objection(
            self.here,
            by=self.cast("shi-bangong"),
            channel="phone" if first else "visit",
            content=content,
            at=at,
        )

    def _reject(self, at: datetime) -> None:
        found = Objection.objects.get(notice__campaign=self.here, result=Objection.Result.OPEN)
        handling = "已到现场核查：周末由志愿者值守，开放记录齐全，异议不成立。"
        steps.settle_objection(found, by=self.cast("shi-bangong2"), upheld=False, handling=handling, at=at)

    def _confirm(self, at: datetime) -> None:
        steps.confirm_title(
            self.here, by=self.cast("shi-lingdao"), document_no=f"演示文号〔{at.year}〕7号", at=at
        )

    def _approve(self, at: datetime) -> None:
        steps.approve_reward(self.here, by=self.cast("shi-lingdao"), at=at)

    def _pay(self, at: datetime) -> None:
        voucher = f"演示凭证-{at:%Y%m}-{self.rng.randint(100, 999)}"
        clear_grant(
            self.here.grant, by=self.cast("shi-caizheng"), payee=f"{self.here.unit.county.name}财政局", at=at
        )
        steps.pay_reward(self.here, by=self.cast("shi-caizheng"), voucher_no=voucher, at=at)

    def _recheck(self, at: datetime) -> None:
        steps.start_recheck(self.here, by=self.cast("shi-bangong"), at=at)

    def _keep(self, at: datetime) -> None:
        steps.finish_recheck(
            self.here, by=self.cast("shi-bangong"), kept=True, opinion="巩固较好，保持命名。", at=at
        )

    def _suspend(self, at: datetime) -> None:
        due = timezone.localtime(at).date() + timedelta(days=60)
        reason = "抽查发现就业台账更新不及时，限期整改。"
        steps.suspend(self.here, by=self.cast("shi-bangong"), reason=reason, due_on=due, at=at)

    def _suspend_after(self, at: datetime) -> None:
        due = timezone.localtime(at).date() + timedelta(days=60)
        opinion = "资料集中补录、日期雷同，入户核实与记录不符。"
        steps.finish_recheck(
            self.here, by=self.cast("shi-bangong"), kept=False, opinion=opinion, due_on=due, at=at
        )

    def _revoke(self, at: datetime) -> None:
        heard = timezone.localtime(at).date() - timedelta(days=5)
        steps.revoke(
            self.here, by=self.cast("shi-lingdao"), reason="限期整改未完成，撤销命名。", heard_on=heard,
            hearing="已听取创建单位书面和当面申辩，申辩理由不成立。", at=at,
        )  # fmt: skip

    def _withdraw(self, at: datetime) -> None:
        steps.withdraw(
            self.here, by=self.cast("zhihuibu"), reason="旧房复垦尚未验收，本年度先不创建。", at=at
        )

    def _terminate(self, at: datetime) -> None:
        reason = "与迁入地村合并考核办法尚未确定，先行终止。"
        steps.terminate(self.here, by=self.cast("shi-lingdao"), reason=reason, at=at)


def play(walks: Sequence[Walk], events: Mapping[date, Callable[[], None]], today: date) -> None:
    """Take all steps of all walks in the order of the days."""
    calendar = WorkCalendar()
    agenda: list[tuple[date, int, int, Callable[[datetime], None]]] = []
    for number, walk in enumerate(walks, 1):
        for order, (day, name) in enumerate(walk.dates(calendar)):
            agenda.append((day, number, order, lambda at, w=walk, n=name: w.take(n, at)))
    agenda += [(day, 0, 0, lambda at, event=event: event()) for day, event in events.items() if day < today]
    agenda.sort(key=lambda line: line[:3])
    before, minute = None, 0
    for day, _, _, act in agenda:
        minute = minute + 3 if day == before else 0
        before = day
        moment = timezone.make_aware(datetime.combine(day, time(9, 0)) + timedelta(minutes=minute))
        with clock_at(moment):
            act(moment)
