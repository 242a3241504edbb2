"""What several ledgers of work and training have alike: facts that are shown but never typed, and refusals in the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied, ValidationError

from hehuo.kit.ledger import LedgerView

PEOPLE_SEARCH = (
    "person__name",
    "person__name_initials",
    "person__id_no",
    "person__household__household_no",
)
"""How people are looked for in ledgers about people."""


class WorkLedger(LedgerView):
    """A ledger with `facts`: groups of the detail page that only steps of the life cycle change."""

    facts: ClassVar[Mapping[str, Sequence[str]]] = {}

    def groups(self) -> dict[str, list[str]]:
        """The typed groups; on the page of a record also the facts."""
        found = super().groups()
        if self.action in ("detail", "unmask"):
            found |= {title: list(names) for title, names in self.facts.items()}
        return found

    def saved_by(self, service: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """What a service stores for the form; a refusal for lack of rights is told in the form too."""
        try:
            return service(*args, by=self.request.user, **kwargs)
        except PermissionDenied as problem:
            raise ValidationError(str(problem)) from problem
