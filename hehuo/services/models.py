"""Tables of `services`, gathered for Django."""
