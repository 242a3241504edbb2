"""SQLite with a fair gate for writers."""
