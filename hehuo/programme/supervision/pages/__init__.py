"""Pages of supervision: lists, one page of each kind, steps, drafting, matrix, the judgement page that works offline."""
