"""Every relation and measure of items 13 and 16: engines and references give the same integers."""

from hehuo.measures.conformance.contract import MeasureContract
from hehuo.services import place_sources, reference_places


class TestMeasures(MeasureContract):
    sources, references, seed = place_sources, reference_places, 6018
    faults_made = 60
