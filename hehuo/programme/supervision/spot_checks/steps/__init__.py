"""Steps of a spot check, one per file. Import steps from here."""

from .add_site_finding import add_site_finding
from .assign_team import assign_team
from .begin_on_site import begin_on_site
from .cancel_check import cancel_check
from .conclude_check import conclude_check
from .declare_recusal import declare_recusal
from .decline_site import decline_site
from .draft_check import draft_check
from .draft_findings import draft_findings
from .draw_check import draw_check
from .finish_assigning import finish_assigning
from .finish_check import finish_check
from .finish_evidence import finish_evidence
from .reply_to_check import reply_to_check
from .send_to_units import send_to_units
from .submit_judgement import submit_judgement
from .widen_sample import widen_sample

__all__ = [
    "add_site_finding", "assign_team", "begin_on_site", "cancel_check", "conclude_check", "declare_recusal", "decline_site",
    "draft_check", "draft_findings", "draw_check", "finish_assigning", "finish_check", "finish_evidence", "reply_to_check", "send_to_units", "submit_judgement",
    "widen_sample",
]  # fmt: skip
