"""Addresses of the neighbourhood that are not a ledger's."""

from django.urls import path

from hehuo.neighbourhood.duty.mine import my_shift_step, my_shifts
from hehuo.neighbourhood.requests.views import requests_from, requests_link
from hehuo.neighbourhood.views import mediation_counts

urlpatterns = [
    path("mediation/counts/", mediation_counts, name="mediation-counts"),
    path("requests/from/<str:label>/<int:pk>/", requests_from, name="raised-at"),
    path("requests/from/<str:label>/<int:pk>/link/", requests_link, name="raised-link"),
    path("duty/mine/", my_shifts, name="my-shifts"),
    path("duty/mine/<int:pk>/<slug:event>/", my_shift_step, name="my-shift-step"),
]
