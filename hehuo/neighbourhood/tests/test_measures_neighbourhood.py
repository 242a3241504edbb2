"""Every relation and measure of the neighbourhood: engines and references give the same integers."""

from hehuo.measures.conformance.contract import MeasureContract
from hehuo.neighbourhood import measure_sources, measures_reference


class TestMeasures(MeasureContract):
    sources, references, seed = measure_sources, measures_reference, 4018
    faults_made = 60
