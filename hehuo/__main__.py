"""`python -m hehuo` is the `hehuo` command."""

from hehuo.config.cli import main

main()
