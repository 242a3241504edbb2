"""What the measures of services mean, said again in plain Python; the conformance kit compares the two."""

from hehuo.services import reference_desks, reference_places

RELATIONS = {**reference_desks.RELATIONS, **reference_places.RELATIONS}
MEASURES = {**reference_desks.MEASURES, **reference_places.MEASURES}
FAVOURED = {**reference_desks.FAVOURED, **reference_places.FAVOURED}
