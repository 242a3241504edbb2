"""Drawing a PDF changes nothing for the rest of the house."""

import io
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from hehuo.evidence.checking import BROKEN
from hehuo.evidence.formats import FORMATS
from hehuo.evidence.photos import clean_photo
from hehuo.evidence.tests import made
from hehuo.reports.paper import Paper, Text
from hehuo.reports.writers.pdf import write_pdf


def test_a_cut_off_photo_is_still_refused_after_a_pdf_was_drawn():
    paper = Paper("sample", "通知", [Text("内容")], "各社区", "指挥部", date(2018, 7, 5))
    assert write_pdf(paper).startswith(b"%PDF-")
    with pytest.raises(ValidationError, match=BROKEN[:4]):
        clean_photo(io.BytesIO(made.encoded(made.scene(1))[:2000]), FORMATS["jpeg"])
