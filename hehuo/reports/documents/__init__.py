"""One file per kind of paper: what it is made from, who may make it, what it says."""
