"""What measures may read of services: base relations and ledger folders, listed from the two halves of the context."""

from hehuo.services import desk_sources, place_sources

BASE = [*desk_sources.BASE, *place_sources.BASE]
FOLDERS = [*desk_sources.FOLDERS, *place_sources.FOLDERS]
