"""居民（代表）会议, 院坝会 and the resolutions of both; feeds 1.1 and 3.4."""
