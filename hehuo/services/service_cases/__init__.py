"""办件、一次性告知、暂停计时、好差评、权益衔接; kept at the windows, feeds 15.4 (domain §3.12)."""
