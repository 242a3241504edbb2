"""Support for tests: a small world of places and people, and the contract every ledger passes."""
