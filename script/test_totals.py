"""Add up the result files of the stages of script/test: `12 passed, 0 failed, 1 skipped`."""

import sys
from pathlib import Path
from xml.etree import ElementTree

totals = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
for result in Path(sys.argv[1]).glob("*.xml"):
    for suite in ElementTree.parse(result).getroot().iter("testsuite"):
        for key in totals:
            totals[key] += int(suite.get(key, 0))
bad = totals["failures"] + totals["errors"]
print(f"{totals['tests'] - bad - totals['skipped']} passed, {bad} failed, {totals['skipped']} skipped")
