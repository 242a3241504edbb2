"""Tests of settings and commands."""
