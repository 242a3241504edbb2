"""The help pages print the life cycles as they are."""

from pathlib import Path

import pytest

from hehuo.services.facilities.lifecycle import INSPECTION
from hehuo.services.publications.lifecycle import PUBLICATION
from hehuo.services.repairs.lifecycle import REPAIR
from hehuo.services.startups.lifecycle import STARTUP
from hehuo.services.volunteers.lifecycle import ACTIVITY

DOCS = Path(__file__).parents[3] / "docs/ledgers"
TABLES = {
    "facility-inspections": INSPECTION, "repairs": REPAIR, "startups": STARTUP, "publications": PUBLICATION,
    "volunteer-activities": ACTIVITY,
}  # fmt: skip


@pytest.mark.parametrize("page", TABLES)
def test_the_help_prints_the_table(page):
    text = (DOCS / f"{page}.md").read_text()
    lines = ["| 现在 | 办理 | 以后 | 依据 |", "| --- | --- | --- | --- |"]
    lines += [f"| {' | '.join(row)} |" for row in TABLES[page].table()]
    assert "## 办理步骤\n" + "\n".join(lines) + "\n" in text
