"""Assets: one land object, its uses over time, the list that a household confirms, valuations (item 10)."""
