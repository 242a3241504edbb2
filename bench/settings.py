"""Embedded settings with the database engine chosen by BENCH_ENGINE."""

import os

from hehuo.config.settings.embedded import *  # noqa: F403
from hehuo.config.settings.embedded import DATABASES

if os.environ.get("BENCH_ENGINE"):
    DATABASES["default"]["ENGINE"] = os.environ["BENCH_ENGINE"]
