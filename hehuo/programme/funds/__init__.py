"""整合资金: sources, projects, spending of the creation money of a county, settlement by settlement, with exact totals."""
