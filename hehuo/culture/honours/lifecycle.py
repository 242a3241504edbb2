"""评比 from rules to the honour roll (domain §3.11): an election, its nominations, objections, roll entries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from hehuo.culture.honours.models import HonourElection, HonourNomination, HonourObjection, HonourRollEntry
from hehuo.culture.honours.voting import why_not_counted
from hehuo.records.lifecycle import Lifecycle, Transition
from hehuo.records.models import Status
from hehuo.residents.predicates import may_decide, may_handle

E, N, R = HonourElection.State, HonourNomination.State, HonourRollEntry.State
O = HonourObjection.State  # noqa: E741
LEAST_NOMINATION_DAYS = 10
TELLING = (
    "低保",
    "贫困户",
    "建档立卡",
    "残疾",
    "癌",
    "艾滋",
    "精神病",
    "离婚",
    "家暴",
    "吸毒",
    "服刑",
    "刑满",
)
"""Words that tell illness, poverty or family conflict; deeds that hold one are written anew (domain §6.5)."""


def _today() -> date:
    return timezone.localdate()


def _live(election: HonourElection) -> list[HonourNomination]:
    return list(election.nominations.exclude(status=Status.VOID)) if election.pk else []


def _in_state(election: HonourElection, *states: str) -> list[HonourNomination]:
    return [row for row in _live(election) if row.state in states]


def _may_open(election: HonourElection) -> str:
    return "" if election.nominate_from <= _today() else f"推荐从 {election.nominate_from} 开始。"


def _nomination_is_over(election: HonourElection) -> str:
    if election.nominate_to >= _today():
        return f"推荐期到 {election.nominate_to} 为止，期满后再办理。"
    return "" if _live(election) else "还没有推荐，请先登记推荐。"


def _somebody_consented(election: HonourElection) -> str:
    return "" if _in_state(election, N.CONSENTED) else "还没有本人书面同意的推荐。"


def _jury_is_ready(election: HonourElection) -> str:
    if _in_state(election, N.CONSENTED):
        return "还有推荐没有审核资格，请逐条审核。"
    if not _in_state(election, N.QUALIFIED):
        return "没有资格通过的推荐。"
    voters = election.jury.exclude(status=Status.VOID).filter(recused=False).count() if election.pk else 0
    return "" if voters >= 3 and voters % 2 else f"评委回避后应为 3 人以上的单数，现在是 {voters} 人。"


def _somebody_to_publish(election: HonourElection) -> str:
    rows = _in_state(election, N.QUALIFIED)
    if not rows:
        return "没有资格通过的推荐可以公示。"
    silent = [row for row in rows if not row.shows_publicity or row.consented_on is None]
    return "有推荐还没有本人的公示同意，不能公示。" if silent else why_not_counted(election)


def _publicity_is_over(election: HonourElection) -> str:
    if election.publicity_to is None or election.publicity_to >= _today():
        return f"公示到 {election.publicity_to} 为止，期满后再办理。"
    waiting = (
        HonourObjection.objects.live().filter(nomination__election=election, state=O.OPEN).exists()
        if election.pk
        else False
    )
    return "还有异议没有答复，请先答复。" if waiting else ""


def _somebody_for_the_roll(election: HonourElection) -> str:
    return (
        "" if any(row.shows_roll for row in _in_state(election, N.AWARDED)) else "获评的人没有同意上光荣榜。"
    )


CLAUSE = "第8项 评比活动"
ELECTION = Lifecycle(
    "评比",
    dict(E.choices),
    (
        Transition("nominate", "开始推荐", (E.RULES,), E.NOMINATING, may_handle, _may_open, clause="先公布办法再推荐"),
        Transition("collect", "征求本人同意", (E.NOMINATING,), E.CONSENT, may_handle, _nomination_is_over, clause="推荐不少于 10 天"),
        Transition("check", "开始资格审核", (E.CONSENT,), E.CHECK, may_handle, _somebody_consented, clause="只看本人同意提供的事实"),
        Transition("vote", "开始投票或评议", (E.CHECK,), E.VOTING, may_handle, _jury_is_ready, clause="评委单数，亲属回避"),
        Transition("publicise", "开始公示", (E.VOTING,), E.PUBLICISED, may_handle, _somebody_to_publish, clause="先登记票数，按名额公示；书面同意在前，公示不少于 5 个工作日"),
        Transition("object", "登记异议", (E.PUBLICISED,), E.OBJECTION, may_handle, clause="公示期内可以提出异议"),
        Transition("decide", "确定结果", (E.PUBLICISED, E.OBJECTION), E.DECIDED, may_decide, _publicity_is_over, clause="公示期满、异议都已答复"),
        Transition("award", "登记表彰", (E.DECIDED,), E.AWARDED, may_handle, clause="表彰"),
        Transition("show", "上光荣榜", (E.AWARDED,), E.ON_ROLL, may_handle, _somebody_for_the_roll, clause="只展示本人同意的内容，最长 12 个月"),
        Transition("take_off", "结束展示", (E.ON_ROLL,), E.OFF_ROLL, may_handle, clause="展示期满"),
    ),
)  # fmt: skip


def _deeds_are_clean(row: HonourNomination) -> str:
    found = [word for word in TELLING if word in row.deeds]
    return f"事迹里写到“{'、'.join(found)}”，请先修改，不写病情、贫困和家庭矛盾。" if found else ""


def _before_voting(row: HonourNomination) -> str:
    early = (E.RULES, E.NOMINATING, E.CONSENT)
    return "" if row.election.state in early else "评比已过征求同意这一步。"


def _while_checking(row: HonourNomination) -> str:
    return "" if row.election.state == E.CHECK else "评比到“资格审核”时办理。"


def _when(state: HonourElection.State) -> Callable[[HonourNomination], str]:
    def guard(row: HonourNomination) -> str:
        return "" if row.election.state == state else f"评比到“{state.label}”时自动办理。"

    return guard


NOMINATION = Lifecycle(
    "评比推荐",
    dict(N.choices),
    (
        Transition("review", "审核事迹", (N.NOMINATED,), N.REVIEWED, may_decide, _deeds_are_clean, clause="由登记人以外的人审核"),
        Transition("consent", "登记本人同意", (N.REVIEWED,), N.CONSENTED, may_handle, _before_voting, clause="公示前取得书面同意"),
        Transition("qualify", "资格通过", (N.CONSENTED,), N.QUALIFIED, may_decide, _while_checking, clause="只看本人同意提供的事实"),
        Transition("disqualify", "资格未通过", (N.CONSENTED,), N.UNQUALIFIED, may_decide, _while_checking, needs_reason=True, clause="写明原因"),
        Transition("drop", "评议未入选", (N.QUALIFIED,), N.NOT_AWARDED, may_handle, _when(E.PUBLICISED), needs_reason=True, clause="按得票和名额，随评比公示"),
        Transition("publicise", "公示", (N.QUALIFIED,), N.PUBLICISED, may_handle, _when(E.PUBLICISED), clause="随评比公示"),
        Transition("award", "获评", (N.PUBLICISED,), N.AWARDED, may_handle, _when(E.AWARDED), clause="随评比表彰"),
        Transition("refuse", "异议成立，不获评", (N.PUBLICISED,), N.NOT_AWARDED, may_handle, _when(E.DECIDED), clause="随评比确定结果"),
        Transition("withdraw", "本人退出", (N.NOMINATED, N.REVIEWED, N.CONSENTED, N.QUALIFIED, N.PUBLICISED, N.AWARDED), N.WITHDRAWN,
                   may_handle, clause="任何时候都可以退出，24 小时内撤下"),
    ),
)  # fmt: skip

OBJECTION = Lifecycle(
    "公示异议",
    dict(O.choices),
    (Transition("answer", "答复异议", (O.OPEN,), O.ANSWERED, may_decide, clause="由登记人以外的人答复"),),
)


def _has_run_out(entry: HonourRollEntry) -> str:
    return "" if entry.shown_to < _today() else f"展示到 {entry.shown_to} 为止，期满后再办理。"


ROLL = Lifecycle(
    "光荣榜",
    dict(R.choices),
    (
        Transition("withdraw", "登记撤回同意", (R.SHOWN,), R.WITHDRAWN, may_handle, clause="立即隐藏，24 小时内撤下"),
        Transition("take_down", "登记已撤下", (R.WITHDRAWN,), R.TAKEN_DOWN, may_handle, clause="展板、网站和媒体都已撤下"),
        Transition("end", "展示期满", (R.SHOWN,), R.ENDED, may_handle, _has_run_out, clause="最长 12 个月"),
    ),
)  # fmt: skip
