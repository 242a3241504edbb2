"""人民调解 in confidence; feeds 3.2 and 3.4."""
