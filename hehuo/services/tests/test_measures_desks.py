"""Every relation and measure of the desks: engines and references give the same integers."""

from hehuo.measures.conformance.contract import MeasureContract
from hehuo.services import desk_sources, reference_desks


class TestMeasures(MeasureContract):
    sources, references, seed = desk_sources, reference_desks, 5018
    faults_made = 60
