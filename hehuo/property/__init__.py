"""Old houses, parcels, assets, contracts, shares, dividends (items 9 and 10)."""
