"""个人信息权利申请: a person asks what is held, for a copy, to correct, to delete, to withdraw consent, to explain (PIPL 44–50)."""
