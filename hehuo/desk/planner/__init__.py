"""Best next steps of a settlement: the planner's answer as pages, home panel and tasks (`assessment.planner`)."""
