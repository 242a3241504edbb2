"""Start-up support: policies, applications, and what became of the business (item 16, 经济融通)."""
