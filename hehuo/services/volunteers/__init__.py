"""Volunteer activities open to old and new neighbours (item 16)."""
