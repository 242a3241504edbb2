"""Dividend runs: profit, allocation to the fen, objections, payment list, household statements (item 10)."""
