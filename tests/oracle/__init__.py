"""An independent judge: workbooks in, points out, compared with the scorecard. `oracle.py` knows nothing of the house."""
