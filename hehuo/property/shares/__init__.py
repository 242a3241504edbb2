"""Shares: who put what in, and the register as events with a balance at any date (item 10)."""
