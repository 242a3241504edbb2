"""Every relation and measure of livelihood: engines and references give the same integers."""

from hehuo.livelihood import measure_sources, measures_reference
from hehuo.measures.conformance.contract import MeasureContract


class TestMeasures(MeasureContract):
    sources, references, seed = measure_sources, measures_reference, 4018
