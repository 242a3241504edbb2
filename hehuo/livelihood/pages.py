"""How people are looked for in ledgers of work and training."""

PEOPLE_SEARCH = (
    "person__name",
    "person__name_initials",
    "person__id_no",
    "person__household__household_no",
)
"""Search columns of ledgers whose rows are about one person."""
