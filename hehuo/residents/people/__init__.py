"""People and their dated memberships; community staff keep them; populations P, W, L."""
