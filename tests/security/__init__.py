"""Who sees what, and what must be seen by nobody."""
