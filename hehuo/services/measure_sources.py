"""What measures may read of services: base relations and ledger folders, listed from the two halves of the context."""

from hehuo.services import desk_sources

BASE = [*desk_sources.BASE]
FOLDERS = [*desk_sources.FOLDERS]
