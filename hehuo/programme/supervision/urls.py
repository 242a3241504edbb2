"""Addresses of supervision: the same four for every kind, the matrix, and the judgement page."""

from django.urls import path

from hehuo.programme.supervision.pages.acts import ACTS, ONES
from hehuo.programme.supervision.pages.judging import spot_judge, spot_worker
from hehuo.programme.supervision.pages.lists import LISTS
from hehuo.programme.supervision.pages.making import NEWS
from hehuo.programme.supervision.pages.matrix import responsibility_matrix
from hehuo.programme.supervision.pages.workbooks import EXPORTS

urlpatterns = [
    path("supervision/matrix/", responsibility_matrix, name="responsibility-matrix"),
    path("supervision/tasks/split/", NEWS["split"], name="supervised-split"),
    path("supervision/spot-checks/judge-worker.js", spot_worker, name="spot-worker"),
    path("supervision/spot-checks/<int:pk>/sites/<int:row>/", spot_judge, name="spot-judge"),
]
for slug in LISTS:
    urlpatterns += [
        path(f"supervision/{slug}/", LISTS[slug], name=f"supervised-{slug}"),
        path(f"supervision/{slug}/export/", EXPORTS[slug], name=f"supervised-{slug}-export"),
        path(f"supervision/{slug}/<int:pk>/", ONES[slug], name=f"supervised-{slug}-one"),
        path(f"supervision/{slug}/<int:pk>/<slug:event>/", ACTS[slug], name=f"supervised-{slug}-act"),
    ]
    if slug in NEWS:
        urlpatterns.append(path(f"supervision/{slug}/new/", NEWS[slug], name=f"supervised-{slug}-new"))
