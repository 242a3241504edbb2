"""Every relation and measure of safety: engines and references give the same integers."""

from hehuo.measures.conformance.contract import MeasureContract
from hehuo.safety import measure_sources, measures_reference


class TestMeasures(MeasureContract):
    sources, references, seed = measure_sources, measures_reference, 4018
    faults_made = 30
