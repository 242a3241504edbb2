"""Problems that inspections and spot checks find: points taken, put right, verified by another person (domain §3.3)."""
