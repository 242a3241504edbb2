"""The standard as data: reading official tables, editions, arithmetic of points. Pure Python, no tables."""
