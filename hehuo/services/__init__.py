"""Services next door: facilities, organisations, windows, shops, buses, volunteers (items 13 to 16)."""
