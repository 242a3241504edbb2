"""Items 1, 3 and 4: covenant, meetings, duty, deputies, requests, practical matters, mediation, mutual aid."""
