"""Hehuo 和活: the software that runs a city programme for harmonious and vibrant communities."""
