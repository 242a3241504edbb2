"""Pages of papers, templates and packs."""
