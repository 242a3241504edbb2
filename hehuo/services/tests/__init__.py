"""Tests of what the ledgers of services share."""
