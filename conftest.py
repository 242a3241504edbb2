"""What every pytest run of the house shares: databases made from prepared ones, a collector that leaves alone what stays."""

import gc

import pytest

pytest_plugins = ["tests.databases"]

gc.disable()  # modules and tests stay to the end: looking through them while they are collected took 6 s


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """The tests begin: from here on rubbish is collected again."""
    gc.freeze()
    gc.enable()
