"""宣传报道: what was told of creation, where, to how many, and where to look it up."""
