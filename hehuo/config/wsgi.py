"""WSGI entry. In production it does not open while demo or default accounts can sign in."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hehuo.config.settings.embedded")
application = get_wsgi_application()

from hehuo.config.accounts_check import refuse_default_accounts  # noqa: E402 (settings first)

refuse_default_accounts()
