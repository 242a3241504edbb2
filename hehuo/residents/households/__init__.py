"""Households and their lineage; community staff keep them; populations H and LH of items 9-12 start here."""
