"""Official papers, reports and Excel packs: one file for each of them; writers for Word, PDF and Excel."""
