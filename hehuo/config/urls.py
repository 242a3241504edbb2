"""All addresses."""

from importlib.util import find_spec

from django.urls import include, path

ROOMS = [
    "hehuo.org.urls",
    "hehuo.desk.urls",
    "hehuo.assessment.urls",
    "hehuo.programme.urls",
    "hehuo.reports.urls",
    "hehuo.evidence.urls",
    "hehuo.notices.urls",
    "hehuo.neighbourhood.urls",
]

urlpatterns = [path("", include(room)) for room in ROOMS if find_spec(room)]
if find_spec("hehuo.desk.contents"):
    from hehuo.desk.contents import LEDGERS

    urlpatterns += [url for ledger in LEDGERS for url in ledger.get_urls()]

if find_spec("hehuo.desk.views"):
    handler400 = "hehuo.desk.views.bad_request"
    handler403 = "hehuo.desk.views.permission_denied"
    handler404 = "hehuo.desk.views.page_not_found"
    handler500 = "hehuo.desk.views.server_error"
