"""Tests of culture."""
