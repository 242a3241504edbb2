"""The help page of a desk ledger shows the table that drives its buttons."""

from pathlib import Path

import pytest

from hehuo.records.lifecycle import Lifecycle
from hehuo.services.grid_work.lifecycle import VISIT
from hehuo.services.service_cases.lifecycle import CASE, ENTITLEMENT, RATING

PAGES = Path(__file__).parents[3] / "docs" / "ledgers"
TABLES = {"visits": VISIT, "service-cases": CASE, "service-ratings": RATING, "entitlements": ENTITLEMENT}


def markdown(table: Lifecycle) -> str:
    """The table of a life cycle as it stands in the help page."""
    rows = [f"| {' | '.join(row)} |" for row in table.table()]
    return "\n".join(["| 现在 | 办理 | 以后 | 依据 |", "| --- | --- | --- | --- |", *rows])


@pytest.mark.parametrize("slug", TABLES)
def test_the_help_page_shows_the_table_of_its_life_cycle(slug):
    assert markdown(TABLES[slug]) in (PAGES / f"{slug}.md").read_text(encoding="utf-8")
