"""Tests of what the ledgers of the neighbourhood share."""
