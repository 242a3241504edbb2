"""居民诉求 from report to the resident's own word; feeds 14.3."""
