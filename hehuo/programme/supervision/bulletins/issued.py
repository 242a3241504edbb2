"""Tells rooms above that a bulletin goes out, so that its file is kept in the same transaction."""

from django.dispatch import Signal

bulletin_issued = Signal()
"""Sent inside the transaction of 印发 with `bulletin`; a receiver that raises `ValidationError` stops the issue."""
