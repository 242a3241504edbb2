"""Dwellings, allocation, occupancy spells, two-ends cases, moves; feeds item 9."""
