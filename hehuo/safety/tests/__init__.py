"""Tests of what the ledgers of safety share."""
