"""Every relation and measure of culture: engines and references give the same integers."""

from hehuo.culture import measure_sources, measures_reference
from hehuo.measures.conformance.contract import MeasureContract


class TestMeasures(MeasureContract):
    sources, references, seed = measure_sources, measures_reference, 5018
    faults_made = 30
