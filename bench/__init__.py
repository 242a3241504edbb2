"""Printed comparisons; see docs/bench.md."""
