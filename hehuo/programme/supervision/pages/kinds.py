"""The five kinds: model, life cycle, words, rights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from hehuo.programme.models import Bulletin, Finding, Inspection, ResponsibilityTask, SpotCheck
from hehuo.programme.supervision.bulletins.lifecycle import BULLETIN
from hehuo.programme.supervision.course import Course
from hehuo.programme.supervision.findings.lifecycle import FINDING
from hehuo.programme.supervision.inspections.lifecycle import INSPECTION
from hehuo.programme.supervision.spot_checks.lifecycle import CHECK
from hehuo.programme.supervision.tasks.lifecycle import TASK


@dataclass(frozen=True)
class Kind:
    """One kind of supervision."""

    slug: str
    label: str
    model: type[Model]
    course: Course
    purpose: str
    empty: str
    icon: str
    new: str = ""

    def visible_to(self, user: Any) -> Any:
        """Rows that the person may open."""
        return self.model._default_manager.visible_to(user)  # type: ignore[attr-defined]


KINDS: dict[str, Kind] = {
    kind.slug: kind
    for kind in (
        Kind("tasks", "责任任务", ResponsibilityTask, TASK, "各单位牵头、配合的任务和时限；进度由系统从台账和评分读取，不用填报。",
             "没有符合条件的任务。市指挥部办公室分解考核标准或下达任务后，会出现在这里。", "list-check", "拟定任务"),
        Kind("spot-checks", "抽查", SpotCheck, CHECK, "按事先定的规则随机抽取创建单位，两人独立核定，推算自评是否属实。",
             "没有您可以查看的抽查。办公室拟定或派您参加后，会出现在这里。", "grid", "拟定抽查"),
        Kind("inspections", "督查、明查暗访", Inspection, INSPECTION, "实地督查、明查、暗访的计划、事实记录和确认。",
             "没有您可以查看的督查。市指挥部安排后，会出现在这里。", "eye", "安排督查"),
        Kind("findings", "督查问题", Finding, FINDING, "抽查和督查发现的问题：扣分、整改、复查；复查销号以后扣分才恢复。",
             "没有符合条件的问题。", "exclamation-triangle"),
        Kind("bulletins", "通报", Bulletin, BULLETIN, "通报的拟稿、核实、签发、编号、印发和签阅。",
             "没有您可以查看的通报。涉及本单位的通报送核或印发后，会出现在这里。", "megaphone", "拟写通报"),
    )
}  # fmt: skip


def as_markdown() -> str:
    """The page docs/lifecycle-supervision.md."""
    head = [
        "# 责任任务、抽查、督查、问题和通报的状态与步骤",
        "",
        "本页由各自的 `lifecycle.py` 生成，请勿手改；重新生成：`python -m hehuo.desk.print_lifecycles`。",
        "时限除注明“天”的以外都是工作日；除方案写明的以外为市级设定，2018 年文件未规定。不在表内的步骤不能办理，系统会列出可以办理的步骤。",
        "",
    ]
    return "\n".join([*head, *(line for kind in KINDS.values() for line in kind.course.markdown())])
