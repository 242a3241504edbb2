"""抽样访问: anonymous interviews by random draw; no person, no household. Feeds 1.3, 6.6 and 14.3."""
