"""Back office: shell, home page per role, to-do list, every ledger in menu order."""
