"""警务室台账 and its service records; feeds 6.1."""
