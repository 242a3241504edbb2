"""One file per Excel pack: score table, heat table, ledgers, household exceptions, responsibility progress."""
