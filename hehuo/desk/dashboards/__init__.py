"""Dashboards of the first pages of city, county and bureau: what each number is made of, and the rows behind it.

Everything but trend, overdue and stages is worked out from the scorecards that the heat table has read already.
"""
