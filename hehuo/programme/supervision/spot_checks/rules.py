"""The rule of a spot check, fixed before the draw: strata, sizes, items, ledgers, what makes a stratum fail, how it widens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError

from hehuo.records.models import LedgerRecord

DEMONSTRATION, OTHER = "demo", "other"
LEDGERS = (
    "residents.occupancyspell", "property.oldhouse", "livelihood.labourprofile", "livelihood.employmentspell",
    "livelihood.enrolment",
)  # fmt: skip
"""Ledgers sampled when nothing else is said."""
OPEN_DOMAINS = "CDEFH"
"""Mediation (G), minors (I) and honours (J) are never sampled for inspectors (domain §1.4)."""


@dataclass(frozen=True)
class Rule:
    """`demonstrations` per launching unit that has any; `others` over all counties together; the rest per site."""

    others: int
    items: tuple[int, ...]
    demonstrations: int = 1
    ledgers: tuple[str, ...] = LEDGERS
    record_least: int = 10
    record_percent: int = 5
    households: int = 15
    tolerance: str = "3.00"
    factor: int = 2
    text: str = field(default="")

    def to_data(self) -> dict[str, Any]:
        """As it is stored with the check."""
        return {
            **asdict(self),
            "items": list(self.items),
            "ledgers": list(self.ledgers),
            "text": self.words(),
        }

    def words(self) -> str:
        """The rule as people read it, fixed before the draw."""
        return (
            f"按县（市、特区、区）分层，每层再分示范点和其他单位；每个启动单位至少抽 {self.demonstrations} 个示范点，"
            f"其他单位共抽 {self.others} 个，按单位数分配、每层至少 1 个。每个抽查点每类台账抽 {self.record_percent}%、"
            f"不少于 {self.record_least} 条，入户 {self.households} 户，不足的全部入户；婉拒和不在家的如实登记，不替换。"
            f"某层自评平均高出核定 {Decimal(self.tolerance).normalize():f} 分以上的，该层样本按同一种子顺次扩大到 {self.factor} 倍，"
            "直到合格或全部查完。"
        )


def rule_from(data: dict[str, Any]) -> Rule:
    """The stored rule."""
    return Rule(**{**data, "items": tuple(data["items"]), "ledgers": tuple(data["ledgers"])})


HOUSEHOLDS = "residents.household"
"""Households are drawn for interviews, not as records."""


def ledger_models() -> dict[str, type[LedgerRecord]]:
    """Ledgers that may be sampled, by label."""
    found = {}
    for model in apps.get_models():
        if (
            issubclass(model, LedgerRecord)
            and model.domain in OPEN_DOMAINS
            and model._meta.app_label != "programme"
            and model._meta.label_lower != HOUSEHOLDS
        ):
            found[model._meta.label_lower] = model
    return found


def check_rule(rule: Rule, item_nos: Sequence[int]) -> None:
    """Every problem of a rule at once. Raises `ValidationError`."""
    found = []
    if rule.others < 0 or rule.demonstrations < 1:
        found.append("每个启动单位至少抽 1 个示范点，其他单位数不能为负。")
    if not rule.items or set(rule.items) - set(item_nos):
        found.append("请选择要核定的条目。")
    if unknown := set(rule.ledgers) - set(ledger_models()):
        found.append(f"这些台账不能抽查：{'、'.join(sorted(unknown))}。")
    if rule.record_least < 1 or not 0 <= rule.record_percent <= 100:
        found.append("每类台账至少抽 1 条，比例在 0 到 100 之间。")
    if rule.households < 1:
        found.append("每个抽查点至少入户 1 户。")
    if Decimal(rule.tolerance) < 0 or rule.factor < 2:
        found.append("允许相差的分数不能为负，扩大倍数不小于 2。")
    if found:
        raise ValidationError(found)
