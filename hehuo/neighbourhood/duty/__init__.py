"""制度, 值班 rosters, shifts, rest owed; feeds 3.1."""
