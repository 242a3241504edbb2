"""Tests of the ledger beside them."""
