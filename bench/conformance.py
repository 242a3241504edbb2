"""Every relation and measure of items 9, 11 and 12: engines against references, and all mutants of every text.

Run: `python -m bench.conformance [--loads 160]`. A load is 130 settlements, each a population of its own, on SQLite (or
DATABASE_URL), DuckDB and the Python references, whole, scoped, and as known at a moment. Then every single-step fault
in every text is tried against eight populations; prints killed / made.
"""

from __future__ import annotations

import argparse
import sys
import time
from importlib import import_module

from bench import measuring

CONTEXTS = ("residents", "property", "livelihood")


def main(argv: list[str] | None = None) -> int:
    """1 when an engine differs or fewer than nine mutants in ten are killed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--loads", type=int, default=160)
    options.add_argument("--populations", type=int, default=8)
    asked = options.parse_args(argv)
    measuring.set_up()
    from django.core.management import call_command

    from hehuo.measures import registry
    from hehuo.measures.conformance import kit, mutants

    call_command("migrate", verbosity=0)
    weak = False
    for context in CONTEXTS:
        sources = import_module(f"hehuo.{context}.measure_sources")
        reference = import_module(f"hehuo.{context}.measures_reference")
        subject = kit.Subject(tuple(reference.MEASURES), reference.RELATIONS, reference.MEASURES)
        texts = [*registry.relations().values(), *registry.measures().values()]
        ours = [text for text in texts if text.path.parents[1] in sources.FOLDERS]
        started = time.perf_counter()
        count = kit.compare(subject, loads=asked.loads, seed=7000) if asked.loads else 0
        compared = time.perf_counter() - started
        made, alive = mutants.score(subject, ours, populations=asked.populations)
        weak = weak or len(alive) * 10 > made
        print(f"{context}: {len(ours)} texts, {count:,} populations equal in {compared:.0f} s, "
              f"mutants killed {made - len(alive)}/{made} ({100 * (made - len(alive)) / made:.1f} %)", flush=True)  # fmt: skip
        for one in alive:
            print(f"    survived: {one[:160]}")
    return int(weak)


if __name__ == "__main__":
    sys.exit(main())
