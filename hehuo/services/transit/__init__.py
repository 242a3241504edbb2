"""Roads, bus lines, stops, timetables and trips kept (item 16)."""
