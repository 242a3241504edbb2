"""Openings, job events, recommendations; feeds 9.5 and 12.4."""
