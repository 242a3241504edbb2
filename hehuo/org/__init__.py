"""Foundations: divisions, settlements, communities, grids, buildings, units, posts, accounts, rights."""
