"""Every relation and measure of residents: engines and references give the same integers."""

from hehuo.measures.conformance.contract import MeasureContract
from hehuo.residents import measure_sources, measures_reference


class TestMeasures(MeasureContract):
    sources, references, seed = measure_sources, measures_reference, 2018
