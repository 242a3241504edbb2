"""Reading an official assessment table (.txt, .docx, .xlsx) into an edition with findings (architecture §5)."""

from __future__ import annotations

from hehuo.assessment.standards.reading.entry import read_standard
from hehuo.assessment.standards.reading.results import Finding, ImportResult, StandardRefused

__all__ = ["Finding", "ImportResult", "StandardRefused", "read_standard"]
