"""Labour profiles (monthly), accuracy checks; feeds criterion 11.1."""
