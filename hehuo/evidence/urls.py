"""Addresses of evidence."""

from django.urls import path

from hehuo.evidence import views

urlpatterns = [
    path("evidence/for/<str:label>/<int:pk>/", views.evidence_for, name="evidence-for"),
    path("evidence/files/<int:pk>/", views.download, name="evidence-download"),
    path("evidence/files/<int:pk>/preview/", views.preview, name="evidence-preview"),
    path("evidence/files/<int:pk>/alike/", views.alike, name="evidence-alike"),
    path("evidence/proofs/<int:pk>/withdraw/", views.withdraw, name="evidence-withdraw"),
]
