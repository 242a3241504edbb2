"""Employment spells, retention follow-up, public-welfare posts; feeds 12.2 and 12.5."""
