"""Shops and daily needs within walking distance (item 16)."""
