"""The contract every ledger passes; inherit it in the ledger's test (docs/howto/add-a-ledger.md §5)."""

import pytest

from hehuo.kit.testing.bad_workbook_rules import BadWorkbookRules
from hehuo.kit.testing.reading_rules import ReadingRules
from hehuo.kit.testing.writing_rules import WritingRules


@pytest.mark.django_db
class LedgerContract(ReadingRules, WritingRules, BadWorkbookRules):
    """Scoping, rights, masking, forms, verification, export, import, bad workbooks, audit, history, query counts.

    Give `view`, `make(settlement, **kw)` and `form_data(settlement)`. Optional: `list_queries`, `place_in_grid`,
    `sees`, `writes`, `approves` where a ledger is narrower than the rights matrix, `workbook_row`, `check_import`.
    """
