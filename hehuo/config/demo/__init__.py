"""The demo city: invented settlements with exact counts, stories and awkward cases (domain §5.3).

`build_demo(scale="full"|"ci"|n, seed=…, today=…, progress=…)` fills an empty database; `fingerprint()` hashes what it made;
`AWKWARD` names the awkward cases and `rows_of(key)` finds them.
"""

from hehuo.config.demo.awkward import AWKWARD, rows_of
from hehuo.config.demo.build import SEED, DemoRefused, build_demo
from hehuo.config.demo.fingerprint import fingerprint

__all__ = ["AWKWARD", "SEED", "DemoRefused", "build_demo", "fingerprint", "rows_of"]
