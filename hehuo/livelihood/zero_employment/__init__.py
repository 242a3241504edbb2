"""Zero-employment households as cases, found by the system and closed by proof; feeds 12.3."""
