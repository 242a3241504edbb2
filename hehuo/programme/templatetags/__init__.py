"""Template libraries of the programme."""
