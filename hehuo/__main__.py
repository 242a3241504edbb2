"""`python -m hehuo` is the `hehuo` command."""

import os
import sys

# Where the environment forbids kept bytecode (containers do), every command and every process that it starts would
# compile the whole house again: more than half of the time to the first word.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

from hehuo.config.cli import main  # noqa: E402

main()
