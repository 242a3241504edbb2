"""Life cycles are printed into the help pages; the pages say what the tables say."""

from pathlib import Path

import pytest

from hehuo.culture.education.lifecycle import HALL
from hehuo.culture.honours.lifecycle import ELECTION, NOMINATION, OBJECTION, ROLL
from hehuo.culture.legal_education.lifecycle import REFERRAL

PAGES = Path(__file__).resolve().parents[3] / "docs/ledgers"
PRINTED = {
    "education-venues": HALL, "legal-referrals": REFERRAL, "honour-elections": ELECTION, "honour-nominations": NOMINATION,
    "honour-objections": OBJECTION, "honour-roll": ROLL,
}  # fmt: skip


def table_of(lifecycle):
    """The life cycle as a Markdown table."""
    rows = [("现在的状态", "办理", "之后的状态", "依据"), ("---",) * 4, *lifecycle.table()]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


@pytest.mark.parametrize("page", PRINTED)
def test_the_page_prints_the_life_cycle(page):
    assert table_of(PRINTED[page]) in (PAGES / f"{page}.md").read_text(encoding="utf-8")
