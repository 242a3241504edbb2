"""A publication is looked through by a second person before anybody reads it (item 16; domain `pii_check`)."""

from hehuo.records.lifecycle import Lifecycle, Transition
from hehuo.residents.predicates import may_decide, may_handle
from hehuo.services.publications.models import InfoPublication

S = InfoPublication.State

PUBLICATION = Lifecycle(
    "信息发布",
    dict(S.choices),
    (
        Transition("publish", "审核发布", (S.DRAFTED,), S.PUBLISHED, may_decide, clause="由拟稿人以外的人审核个人信息"),
        Transition("block", "不予发布", (S.DRAFTED,), S.BLOCKED, may_decide, needs_reason=True, clause="含个人信息等，改好后再送审"),
        Transition("redraft", "重新送审", (S.BLOCKED,), S.DRAFTED, may_handle, clause="改好以后再送审"),
        Transition("withdraw", "撤下", (S.PUBLISHED,), S.WITHDRAWN, may_handle, needs_reason=True, clause="到期、有误或涉及个人信息"),
    ),
)  # fmt: skip
