"""What happens when machines misbehave: kills, full disks, taken ports, lost files."""
