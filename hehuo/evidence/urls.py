"""Addresses of evidence."""

from django.urls import path

from hehuo.evidence import proof_pages, views

urlpatterns = [
    path("evidence/", proof_pages.listing, name="evidence"),
    path("evidence/proofs/<int:pk>/", proof_pages.one, name="evidence-proof"),
    path("evidence/proofs/<int:pk>/step/<slug:event>/", proof_pages.step, name="evidence-step"),
    path("evidence/for/<str:label>/<int:pk>/", views.evidence_for, name="evidence-for"),
    path("evidence/files/<int:pk>/", views.download, name="evidence-download"),
    path("evidence/files/<int:pk>/preview/", views.preview, name="evidence-preview"),
    path("evidence/files/<int:pk>/alike/", views.alike, name="evidence-alike"),
    path("evidence/proofs/<int:pk>/withdraw/", views.withdraw, name="evidence-withdraw"),
]
