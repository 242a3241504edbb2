"""Old houses: agreement, demolition, reclamation, acceptance; feeds criterion 9.2."""
