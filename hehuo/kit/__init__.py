"""The ledger kit: abstract records, lists, forms, import, export, contract tests. No tables of its own."""
