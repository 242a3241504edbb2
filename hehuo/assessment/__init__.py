"""Standards as data, scoring, scorecards, snapshots."""
