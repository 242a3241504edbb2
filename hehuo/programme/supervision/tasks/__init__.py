"""Responsibility: matrix of units and items, tasks with deadlines, progress read from scores and campaigns (domain §3.4)."""
