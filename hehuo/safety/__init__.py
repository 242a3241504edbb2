"""Safety of a settlement: police room, patrols, equipment, hazards, warnings about places and things (item 6).

Nothing here is keyed to a person: there is no field for a suspect, a face, a plate or a track (domain §6.1, §6.5).
"""
