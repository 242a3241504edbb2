"""What the measures of services mean, said again in plain Python; the conformance kit compares the two."""

from hehuo.services import reference_desks

RELATIONS = {**reference_desks.RELATIONS}
MEASURES = {**reference_desks.MEASURES}
FAVOURED = {**reference_desks.FAVOURED}
