"""Repairs: from the report to the word of who reported it (item 13; domain §3.7)."""
