"""Tests of campaigns and their steps."""
