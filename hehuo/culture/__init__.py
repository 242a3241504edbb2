"""Culture of a settlement: education, legal education, venues, activities, honours (items 2, 5, 7, 8).

Nobody is ranked, no list names the bad, no photo is demanded, and attendance is a count before it is a name (domain §6.1, §6.5).
"""
