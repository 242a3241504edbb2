"""Files, photos, fingerprints, and "this proves that record" (domain §2.0.4, §2.0.5)."""
