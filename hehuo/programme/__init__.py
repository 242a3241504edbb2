"""Campaigns and their steps, one step per file."""
