"""What the tests of people and homes share."""
