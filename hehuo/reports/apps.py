"""Django app `reports`."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "hehuo.reports"
    label = "reports"
    verbose_name = "公文和报表"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the ledger pages which records have papers; keep the file of every bulletin that goes out."""
        from hehuo.kit import printing
        from hehuo.programme.supervision.bulletins.issued import bulletin_issued
        from hehuo.reports.documents.bulletin import keep_issued
        from hehuo.reports.kinds import LEDGERS_WITH_PAPERS

        printing.announce(LEDGERS_WITH_PAPERS)
        bulletin_issued.connect(keep_issued, dispatch_uid="reports.bulletin")
