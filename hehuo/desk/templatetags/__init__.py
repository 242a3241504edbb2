"""Template libraries of the desk."""
