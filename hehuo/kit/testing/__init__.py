"""Support for tests: a small world of places and people, and the contract every ledger passes."""

import pytest

pytest.register_assert_rewrite(
    *(
        f"{__name__}.{name}"
        for name in (
            "contract",
            "reading_rules",
            "writing_rules",
            "exchange_rules",
            "bad_workbook_rules",
            "case",
        )
    )
)
