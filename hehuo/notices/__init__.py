"""To-do and messages: who is asked for what, by when, and whether it was read and done."""
