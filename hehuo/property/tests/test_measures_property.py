"""Every relation and measure of property: engines and references give the same integers."""

from hehuo.measures.conformance.contract import MeasureContract
from hehuo.property import measure_sources, measures_reference


class TestMeasures(MeasureContract):
    sources, references, seed = measure_sources, measures_reference, 3018
