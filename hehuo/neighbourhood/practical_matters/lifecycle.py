"""A practical matter from promise to the residents' own word (item 3 “为民办实事”)."""

from hehuo.neighbourhood.practical_matters.models import PracticalMatter
from hehuo.records.lifecycle import Lifecycle, Transition, needs
from hehuo.residents.predicates import may_handle

S = PracticalMatter.State

MATTER = Lifecycle(
    "为民办实事",
    dict(S.choices),
    (
        Transition("begin", "开始办理", (S.PROMISED,), S.DOING, may_handle, needs("responsible"), clause="明确责任人和承诺时限"),
        Transition("finish", "登记办结", (S.PROMISED, S.DOING, S.DISPUTED), S.DONE, may_handle, needs("responsible"), clause="按承诺时限办结"),
        Transition("confirm", "登记群众确认", (S.DONE, S.UNREACHED), S.CONFIRMED, may_handle, clause="由群众确认，经办人不能代为确认"),
        Transition("dispute", "登记没办好", (S.DONE, S.UNREACHED), S.DISPUTED, may_handle, clause="群众认为没办好的，继续办"),
        Transition("unreached", "联系不上", (S.DONE,), S.UNREACHED, may_handle, clause="不算群众已确认"),
        Transition("resume", "继续办理", (S.DISPUTED,), S.DOING, may_handle, clause="继续办到群众认可"),
    ),
)  # fmt: skip
