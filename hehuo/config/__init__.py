"""Composition: settings, URLs, the `hehuo` command."""
