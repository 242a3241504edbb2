"""Campaigns of the demo city: which unit went which way, from the pilots of 2018 to the round of today.

Every state of domain §3.1 occurs. Dates of 2018 keep the plan's (§2.18); the present round counts back from today.
All ways are walked by the real steps, in the order of the days, with the clock of the day (`campaigns_walk`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from hehuo.assessment.editions import install_shipped
from hehuo.assessment.models import StandardEdition
from hehuo.config.demo.campaigns_walk import Walk, play
from hehuo.config.demo.decisions import write_decisions
from hehuo.org.models import CreationUnit, User
from hehuo.programme.models import Campaign
from hehuo.programme.reward_tables import approve_scheme, draft_scheme

PHASE = Campaign.Phase
MAIN = (
    "plan", "launch", "baseline", "open", "fill", "sign", "review", "pass", "apply", "group", "sample", "judge", "propose",
    "countersign", "decide", "publish", "confirm", "approve", "pay",
)  # fmt: skip


def up_to(last: str, *more: str) -> tuple[str, ...]:
    """The usual way up to a step, then what came afterwards."""
    return MAIN[: MAIN.index(last) + 1] + more


def with_return(item: int, *rest: str) -> tuple[str, ...]:
    """The county sends back one item, it is corrected, then the review passes."""
    return (*up_to("review"), f"return:{item}", f"correct:{item}", "pass", *rest)


AGAIN = ("fail", "resume", "open", "fill", "sign", "review", "pass")
FROM_APPLY = MAIN[MAIN.index("apply") :]
KEEP = ("recheck", "keep")


@dataclass(frozen=True)
class Story:
    """One campaign: a settlement's unit, a phase, the way, when it began (or how many days ago it last moved)."""

    code: str
    phase: str
    way: tuple[str, ...]
    start: date | None = None
    last: int = 3
    share: str = "0.90"
    gaps: dict[str, int] = field(default_factory=dict)


PILOT = {
    "launch": 1,
    "baseline": 2,
    "open": 160,
    "fill": 0,
    "sign": 1,
    "review": 1,
    "pass": 4,
    "apply": 2,
    "judge": 7,
}
QUICK = {"open": 60, "fill": 0, "sign": 0, "review": 0}
"""Large units review the prefilled sheet in one day: one round of counting serves the open, the closed and the county sheet."""
YEARLY = {"recheck": 300, "keep": 25}
STORIES: tuple[Story, ...] = (
    Story("D03", PHASE.PILOT, with_return(8, *FROM_APPLY, *KEEP), date(2018, 5, 28), share="0.91",
          gaps={**PILOT, **YEARLY, "return": 2, "correct": 2, "pass": 2}),
    Story("D08", PHASE.PILOT, (*up_to("open"), *AGAIN, *FROM_APPLY, *KEEP, "recheck"), date(2018, 5, 29), share="0.86",
          gaps={**PILOT, **YEARLY, "open": 150, "fill": 8}),
    Story("D02", PHASE.ROLL_OUT, up_to("confirm", *KEEP), date(2019, 2, 25), share="0.88", gaps={**QUICK, **YEARLY}),
    Story("D04", PHASE.ROLL_OUT, up_to("judge", "propose_not", "countersign", "decide"), date(2019, 3, 4), share="0.85", gaps=QUICK),
    Story("D05", PHASE.ROLL_OUT, up_to("baseline", "withdraw"), date(2019, 3, 11), gaps={"withdraw": 90}),
    Story("D06", PHASE.ROLL_OUT, up_to("pay", *KEEP, "suspend"), date(2019, 3, 4), share="0.88",
          gaps={**QUICK, **YEARLY, "suspend": 2120}),
    Story("D07", PHASE.ROLL_OUT, up_to("confirm", "recheck", "suspend_after", "revoke"), date(2019, 3, 6), share="0.84",
          gaps={"recheck": 200, "suspend_after": 20, "revoke": 75}),
    Story("D09", PHASE.ROLL_OUT, up_to("pay", *KEEP, *KEEP), date(2019, 3, 5), share="0.89", gaps=YEARLY),
    Story("D10", PHASE.ROLL_OUT, up_to("open", "terminate"), date(2019, 4, 8), gaps={"terminate": 60}),
    Story("D11", PHASE.ROLL_OUT, up_to("confirm"), date(2019, 3, 12), share="0.87"),
    Story("D12", PHASE.ROLL_OUT, with_return(12, *FROM_APPLY[:-1]), date(2019, 3, 18), share="0.88"),
    Story("D05", PHASE.CONSOLIDATION, up_to("open", "fail"), date(2020, 4, 7)),
    Story("D10", PHASE.CONSOLIDATION, up_to("review", "return_all"), date(2020, 4, 8)),
    Story("D12", PHASE.CONSOLIDATION, up_to("pass"), date(2020, 4, 9)),
    Story("D01", PHASE.LATER, up_to("baseline"), last=35),
    Story("D02", PHASE.LATER, up_to("fill"), last=3, gaps={"fill": 0}),
    Story("D03", PHASE.LATER, up_to("plan"), last=6),
    Story("D04", PHASE.LATER, up_to("launch"), last=4),
    Story("D05", PHASE.LATER, up_to("review", "return:9"), last=24),
    Story("D06", PHASE.LATER, up_to("open"), last=5),
    Story("D07", PHASE.LATER, up_to("sample", "visits", "rectify"), last=9, share="0.84"),
    Story("D08", PHASE.LATER, up_to("apply", "group"), last=6),
    Story("D09", PHASE.LATER, up_to("sample", "half_judge"), last=3, share="0.89"),
    Story("D10", PHASE.LATER, up_to("decide"), last=2, share="0.88"),
    Story("D11", PHASE.LATER, up_to("publish"), last=2, share="0.90"),
    Story("D12", PHASE.LATER, up_to("publish", "object", "reject", "object"), last=1, share="0.87",
          gaps={"object": 1, "reject": 1}),
)  # fmt: skip
FIRST_TABLE = (
    (1, 80_000_00, False),
    (200, 300_000_00, False),
    (500, 500_000_00, False),
    (1000, 800_000_00, False),
)
NEW_TABLE = (
    (1, 120_000_00, False),
    (200, 1_250_50, True),
    (500, 760_000_00, False),
    (1000, 1_150_000_00, False),
)


def build_campaigns(seed: int, today: date) -> int:
    """Walk every story whose settlement exists; returns how many campaigns there are."""
    if not StandardEdition.objects.exists():
        install_shipped()
    write_decisions()
    walks = []
    for story in STORIES:
        unit = CreationUnit.objects.filter(settlements__code=story.code).select_related("county").first()
        if unit is not None:
            walks.append(Walk(story, unit, seed, today))
    play(walks, {date(2018, 12, 10): _first_scheme, date(2026, 3, 2): _new_scheme}, today)
    return len(walks)


def _first_scheme() -> None:
    _approved(
        "六盘水市“和谐社区、活力社区”创建以奖代补办法（试行）", "演示文号〔2018〕12号", FIRST_TABLE, None
    )


def _new_scheme() -> None:
    _approved("六盘水市“和谐社区、活力社区”创建以奖代补办法", "演示文号〔2026〕2号", NEW_TABLE, 1_800_000_00)


def _approved(name: str, number: str, bands: tuple[tuple[int, int, bool], ...], budget: int | None) -> None:
    office, leader = (User.objects.get(username=name) for name in ("shi-bangong", "shi-lingdao"))
    scheme = draft_scheme(name, bands, by=office, budget_fen=budget, document_no=number, demo=True)
    approve_scheme(scheme, by=leader)
