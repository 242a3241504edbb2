"""Addresses of papers, templates and packs."""

from django.urls import path

from hehuo.reports.views import making, papers, register

urlpatterns = [
    path("documents/", making.contents, name="documents"),
    path("documents/register/", register.register, name="document-register"),
    path("documents/make/<slug:name>/<int:pk>/", making.make, name="document-make"),
    path("documents/of/<str:label>/<int:pk>/", making.of_record, name="documents-of"),
    path("documents/draft/<slug:name>/<int:pk>/", making.start_draft, name="document-draft"),
    path("documents/packs/<slug:name>/", making.pack, name="document-pack"),
    path("documents/templates/", papers.templates, name="document-templates"),
    path("documents/templates/<int:pk>/", papers.template_file, name="document-template"),
    path("documents/templates/<int:pk>/retire/", papers.template_retire, name="document-template-retire"),
    path("documents/<int:pk>/", papers.detail, name="document"),
    path("documents/<int:pk>/edit/", papers.edit, name="document-edit"),
    path("documents/<int:pk>/file/", papers.file, name="document-file"),
    path("documents/<int:pk>/steps/<slug:name>/", papers.step, name="document-step"),
]
