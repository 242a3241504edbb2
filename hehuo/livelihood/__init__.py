"""Labour, training, employers, jobs, employment, zero employment (items 11 and 12)."""
