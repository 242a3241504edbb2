"""Tests of the house as a whole; tests of a room live in the room."""
