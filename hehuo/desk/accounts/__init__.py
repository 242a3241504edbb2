"""账号: who may sign in, in which role, for which area; kept by the system administrator, who sees no business data."""
