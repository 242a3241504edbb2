"""Employers, job bases (四个凉都), employment windows; feeds 12.1."""
