"""Migrations of culture."""
