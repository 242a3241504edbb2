"""Who changed what and who looked at what; hash-chained, append-only, in the same transaction."""
