"""Tags of the neighbourhood."""
