"""The ladder of what is overdue: remind (one day) → talk (ten days) → propose for a bulletin; one extension by the leader."""

from .extend import extend
from .propose_bulletin import propose_bulletin
from .remind import remind
from .talk import talk

__all__ = ["extend", "propose_bulletin", "remind", "talk"]
