"""Steps of a bulletin, one per file. Import steps from here."""

from .all_read import all_read
from .archive_bulletin import archive_bulletin
from .check_privacy import check_privacy
from .close_facts import close_facts
from .draft_bulletin import draft_bulletin
from .issue_bulletin import issue_bulletin
from .number_bulletin import number_bulletin
from .read_bulletin import read_bulletin
from .reply_facts import reply_facts
from .revise_bulletin import revise_bulletin
from .send_facts import send_facts
from .sign_bulletin import sign_bulletin
from .withdraw_bulletin import withdraw_bulletin

__all__ = [
    "all_read", "archive_bulletin", "check_privacy", "close_facts", "draft_bulletin", "issue_bulletin", "number_bulletin",
    "read_bulletin", "reply_facts", "revise_bulletin", "send_facts", "sign_bulletin", "withdraw_bulletin",
]  # fmt: skip
