"""Django app `reports`."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "hehuo.reports"
    label = "reports"
    verbose_name = "公文和报表"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the ledger pages which records have papers; keep every bulletin and draft the paper of every notice that goes out."""
        from hehuo.kit import printing
        from hehuo.programme.supervision.bulletins.issued import announce_keeper, bulletin_issued
        from hehuo.programme.supervision.findings import papers
        from hehuo.reports.documents import rectification_notice
        from hehuo.reports.documents.bulletin import as_issued, keep_issued
        from hehuo.reports.kinds import LEDGERS_WITH_PAPERS

        printing.announce(LEDGERS_WITH_PAPERS)
        bulletin_issued.connect(keep_issued, dispatch_uid="reports.bulletin")
        announce_keeper(as_issued)
        papers.notice_issued.connect(rectification_notice.draft_notice, dispatch_uid="reports.notice")
        papers.announce(rectification_notice.papers_of)
