"""All Excel packs: what each is for, who may have it, whether it is of one settlement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from hehuo.org.rights import may_read_rows, roles_of
from hehuo.org.roles import Role
from hehuo.programme.models.supervision import sees_all, unit_ids_of
from hehuo.reports.figures import reads_scores
from hehuo.reports.packs import (
    heat_table,
    household_exceptions,
    ledger_summary,
    responsibility,
    score_table,
)
from hehuo.reports.writers.excel import Sheet


@dataclass(frozen=True)
class Pack:
    """One Excel pack."""

    code: str
    label: str
    purpose: str
    sheets: Callable[[Sequence[Any], Any], list[Sheet]]
    may: Callable[[Any], bool]
    one_place: bool = False
    personal: bool = False


def _households(user: Any) -> bool:
    return reads_scores(user) and may_read_rows(user, "C")


def _tasks(user: Any) -> bool:
    return reads_scores(user) and (sees_all(user) or bool(unit_ids_of(user)))


def _ledgers(user: Any) -> bool:
    return reads_scores(user) and bool(roles_of(user) - {str(Role.CITY_BUREAU)})


PACKS: dict[str, Pack] = {
    pack.code: pack
    for pack in (
        Pack("score-table", "评分表", "一个安置点的条目得分和子项得分，合计与评分表页面一致。", score_table.sheets, reads_scores, one_place=True),
        Pack("heat-table", "得分热力表", "各安置点十六个条目的得分，按得分率着色。", heat_table.sheets, reads_scores),
        Pack("ledger-summary", "台账汇总", "各台账、各安置点的记录数和核实情况。", ledger_summary.sheets, _ledgers),
        Pack("household-exceptions", "户级异常", "还没有达到要求的户和办法，户主姓名按您的权限显示。", household_exceptions.sheets, _households,
             personal=True),
        Pack("responsibility", "责任任务进展", "各牵头单位的任务、在办和逾期。", responsibility.sheets, _tasks),
    )
}  # fmt: skip


def packs_for(user: Any) -> list[Pack]:
    """Packs that the person may have."""
    return [pack for pack in PACKS.values() if pack.may(user)]
