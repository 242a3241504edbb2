"""隐患台账; feeds 6.6 (major hazards past their deadline)."""
