"""Publications, the platform and the website, and exchanges of data with other systems (item 16)."""
