"""Pages of campaigns: list and page, steps, score sheets, acceptance, notices and rewards."""
