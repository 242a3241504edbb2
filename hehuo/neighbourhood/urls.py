"""Addresses of the neighbourhood that are not a ledger's."""

from django.urls import path

from hehuo.neighbourhood.views import mediation_counts

urlpatterns = [path("mediation/counts/", mediation_counts, name="mediation-counts")]
