"""Supervision: responsibility tasks, spot checks, inspections, findings, bulletins (plan §四; domain §3.2–§3.4)."""
