"""Gap planner: which unmet cases bring back most points for the least work until a day (architecture §2).

Pure functions over a scorecard, its edition and the efforts of a case. A case that is put right counts as met, nothing
else changes; the points are those of the edition's own rules: thresholds, caps, steps, “none unmet”, and the item
rounded half-up to 0.1 (domain §2.0.6). So ten cases may bring nothing and the eleventh everything.

The best plan is exact: for each part the fewest cases for each sub-score, added up within an item to the cent before
the item is rounded, and over the items as a knapsack of tenths of a point.
"""

from hehuo.assessment.planner.best import Choice, Plan, best_plan, least_plan, plan_of
from hehuo.assessment.planner.board import Board
from hehuo.assessment.planner.gaps import Gap, LeftOut, after, changed, gaps_of, sort_out, what_if

__all__ = [
    "Board", "Choice", "Gap", "LeftOut", "Plan", "after", "best_plan", "changed", "gaps_of", "least_plan", "plan_of", "sort_out",
    "what_if",
]  # fmt: skip
