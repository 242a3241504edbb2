"""Conformance kit: Python references, edge-biased populations, engines compared, mutants killed (architecture §4)."""
