"""投票或评议: how many votes each qualified nomination got, and who is chosen by them (domain §3.11).

Votes are counted once, by ballots of residents or of the jury; a tie at the last place is voted on again. The count stands
on the election's page; no list of the losing is ever shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.culture.honours.models import HonourElection, HonourNomination
from hehuo.records.models import Status
from hehuo.records.writing import save_record


def standing(election: HonourElection) -> list[HonourNomination]:
    """Nominations that are voted on, most votes first."""
    rows = election.nominations.exclude(status=Status.VOID).filter(state=HonourNomination.State.QUALIFIED)
    return sorted(
        rows.select_related("person", "household", "election"), key=lambda row: (-(row.votes or 0), row.pk)
    )


def why_not_counted(election: HonourElection) -> str:
    """What is missing before publicity, or ''."""
    rows = standing(election) if election.pk else []
    if election.voted_on is None or any(row.votes is None for row in rows):
        return "还没有登记票数，请先办理“登记票数”。"
    return "" if any(row.votes for row in rows) else "没有一条推荐得票，不能公示。"


@transaction.atomic
def count_votes(
    election: HonourElection,
    *,
    by: Any,
    on: date,
    vote_mode: str,
    ballots: int,
    places: int,
    votes: Mapping[int, int],
) -> HonourElection:
    """Write down the count: `votes` by nomination; `ballots` are the valid ones, of which each may name several.

    Raises `ValidationError` when a nomination is left out, got more votes than ballots, or a tie leaves the last place open.
    """
    if election.state != HonourElection.State.VOTING:
        raise ValidationError("评比到“投票或评议”时登记票数。")
    rows = standing(election)
    if {row.pk for row in rows} != set(votes):
        raise ValidationError("请填写每一条资格通过的推荐的票数，没有得票的填 0。")
    if vote_mode == HonourElection.VoteMode.JURY:
        seats = election.jury.exclude(status=Status.VOID).filter(recused=False).count()
        if ballots > seats:
            raise ValidationError({"ballots": f"评委回避后是 {seats} 人，有效票不能多于 {seats}。"})
    if max(votes.values(), default=0) > ballots:
        raise ValidationError({"ballots": "有推荐的得票多于有效票，请核对。"})
    ranked = sorted(votes.values(), reverse=True)
    if 0 < places < len(ranked) and ranked[places - 1] == ranked[places]:
        raise ValidationError(
            {"places": f"第 {places} 名并列（各 {ranked[places]} 票），请对并列的再投一次，或调整名额。"}
        )
    election.voted_on, election.vote_mode, election.ballots, election.places = on, vote_mode, ballots, places
    for row in rows:
        row.votes = votes[row.pk]
        save_record(row, by=by, action="count_votes")
    return save_record(election, by=by, action="count_votes")


def chosen(election: HonourElection) -> tuple[list[HonourNomination], list[HonourNomination]]:
    """Who goes to publicity by the count, and who does not: those with votes, as many as there are places."""
    rows = standing(election)
    top = [row for row in rows if row.votes][: election.places or 0]
    return top, [row for row in rows if row not in top]
