"""Companies and land contracts: who runs what, on which terms, filed when (item 10)."""
