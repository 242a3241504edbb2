"""Steps of a problem, one per file. Import steps from here."""

from .accept_plan import accept_plan
from .close_finding import close_finding
from .confirm_findings import confirm_findings
from .confirm_from_question import confirm_from_question
from .issue_notice import issue_notice
from .receive_notice import receive_notice
from .record_finding import record_finding
from .reopen_finding import reopen_finding
from .report_done import report_done
from .report_stage import report_stage
from .return_plan import return_plan
from .start_rectifying import start_rectifying
from .start_verifying import start_verifying
from .submit_plan import submit_plan
from .withdraw_finding import withdraw_finding

__all__ = [
    "accept_plan", "close_finding", "confirm_findings", "confirm_from_question", "issue_notice", "receive_notice", "record_finding", "reopen_finding",
    "report_done", "report_stage", "return_plan", "start_rectifying", "start_verifying", "submit_plan", "withdraw_finding",
]  # fmt: skip
