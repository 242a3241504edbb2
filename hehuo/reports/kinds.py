"""All kinds of papers: one module in `documents/` for each, listed here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from hehuo.reports.paper import Paper
from hehuo.reports.placeholders import NEEDED, NEEDED_PERSONAL

MODULES = (
    "bulletin", "rectification_notice", "acceptance_application", "acceptance_rectification", "acceptance_decision", "public_notice", "reward_list",
    "self_assessment", "campaign_report", "monthly_report", "yearly_report", "minutes",
    "community_minutes", "mediation_agreement", "service_receipt", "dividend_statement",
)  # fmt: skip
LEDGERS_WITH_PAPERS = (
    "neighbourhood.residentsmeeting", "neighbourhood.mediationcase", "services.servicecase", "property.dividendpayment",
)  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A kind of paper.

    `source` is the heading under which it stands, `model` the label of the record it is made from (its page links here); `choices(user)` are the records from which the person may make it now, newest
    first; `find(user, pk)` is one of them or None; `compose(subject, user)` writes it. `official` papers of the headquarters of these `levels` go the way of
    `workflow`; the others are downloaded only. What is official or `checked` is refused while the privacy check finds something.
    """

    code: str
    label: str
    source: str
    purpose: str
    choices: Callable[[Any], Sequence[Any]]
    find: Callable[[Any, int], Any]
    compose: Callable[..., Paper]
    model: str = ""
    official: bool = False
    levels: tuple[str, ...] = ("city",)
    checked: bool = False
    personal: bool = False
    periods: Callable[[], Sequence[tuple[str, str]]] | None = None
    """Months or years of which the paper may be made, the usual one first; `compose` then takes the chosen one."""
    sent_to: Callable[[Any], tuple[Sequence[Any], Sequence[Any]]] | None = None
    """主送 and 抄送 that a draft begins with (areas and units); None: the county of the record's creation unit."""
    public: bool = False
    """Everybody may read it once it is issued."""
    about: Callable[[Any], Sequence[Any]] | None = None
    """Problems that a draft lists: their pages and the paper show each other."""
    kept: Callable[[Any], Any] | None = None
    """Files of what has gone out (`KeptBulletin`), None while it is a draft."""


@cache
def kinds() -> dict[str, Kind]:
    """Kinds by code, in the order of the contents page."""
    found = [import_module(f"hehuo.reports.documents.{name}").KIND for name in MODULES]
    return {kind.code: kind for kind in found}


def label_of(code: str) -> str:
    """The name of a kind."""
    kind = kinds().get(code)
    return kind.label if kind else code


def kinds_of(label: str) -> list[Kind]:
    """Kinds that are made from records of a model."""
    return [kind for kind in kinds().values() if kind.model == label]


def needed_by(code: str) -> Sequence[str]:
    """Placeholders without which a template of this kind is refused."""
    kind = kinds().get(code)
    return NEEDED_PERSONAL if kind and kind.personal else NEEDED
