"""走访台账 with the month's plan of each grid; kept by grid members, feeds 14.3."""
