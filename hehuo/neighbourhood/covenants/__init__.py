"""居规民约 and its practice; feeds 1.1, 1.2, 1.4."""
