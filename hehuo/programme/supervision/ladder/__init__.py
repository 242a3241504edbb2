"""The ladder of what is overdue: remind (one day) → talk (ten days) → propose for a bulletin; one extension, asked for by the unit
and granted or refused by the leader. Missed steps (签收, 方案) climb like the deadline itself."""

from .ask_extension import ask_extension
from .asking import ask_for_rungs
from .extend import extend
from .propose_bulletin import propose_bulletin
from .refuse_extension import refuse_extension
from .remind import remind
from .talk import talk

__all__ = [
    "ask_extension", "ask_for_rungs", "extend", "propose_bulletin", "refuse_extension", "remind", "talk",
]  # fmt: skip
