"""Lines into every dwelling, schools and clinics within reach, and school places of children (item 13)."""
