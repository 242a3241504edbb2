"""Life cycles are printed into the help pages; the pages say what the tables say."""

from pathlib import Path

import pytest

from hehuo.property.assets.lifecycle import ASSET, ASSET_LIST
from hehuo.property.contracts.lifecycle import LAND_CONTRACT
from hehuo.property.dividends.lifecycle import BATCH, OBJECTION, PAYMENT
from hehuo.property.old_houses.lifecycle import OLD_HOUSE
from hehuo.property.shares.lifecycle import SHARE_CONTRACT

PAGES = Path(__file__).resolve().parents[3] / "docs/ledgers"
PRINTED = {
    "assets": ASSET, "asset-lists": ASSET_LIST, "land-contracts": LAND_CONTRACT, "share-contracts": SHARE_CONTRACT, "dividends": BATCH,
    "old-houses": OLD_HOUSE, "dividend-payments": PAYMENT, "dividend-objections": OBJECTION,
}  # fmt: skip


def table_of(lifecycle):
    """The life cycle as a Markdown table."""
    rows = [("现在的状态", "办理", "之后的状态", "依据"), ("---",) * 4, *lifecycle.table()]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


@pytest.mark.parametrize("page", PRINTED)
def test_the_page_prints_the_life_cycle(page):
    assert table_of(PRINTED[page]) in (PAGES / f"{page}.md").read_text(encoding="utf-8")
