"""What a ledger record is: common columns, sealed fields, life cycles, how it is shown, and the one way to change it."""
