"""Engines beside Django's own connection. DuckDB is imported late and never in the web process."""
