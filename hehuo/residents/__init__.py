"""The people and their homes: households, people, residence."""
