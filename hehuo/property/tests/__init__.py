"""Tests of property that look at several ledgers at once."""
