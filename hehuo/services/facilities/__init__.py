"""Facilities: what there is, whether it works, and the rounds that look at it (item 13)."""
