"""Addresses of the standard: editions, import, findings, publication, comparison."""

from django.urls import path

from hehuo.assessment import views

urlpatterns = [
    path("standards/", views.edition_list, name="standards"),
    path("standards/import/", views.edition_import, name="standard-import"),
    path("standards/diff/", views.edition_diff, name="standard-diff"),
    path("standards/<str:code>/", views.edition_detail, name="standard"),
    path("standards/<str:code>/findings/<int:pk>/", views.finding_resolve, name="standard-finding"),
    path("standards/<str:code>/publish/", views.edition_publish, name="standard-publish"),
    path("standards/<str:code>/in-force/", views.edition_in_force, name="standard-in-force"),
]
