"""What every pytest run of the house shares: databases made from prepared ones."""

pytest_plugins = ["tests.databases"]
