"""Tests of the anonymous interviews."""
