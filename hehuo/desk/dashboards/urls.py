"""Addresses of the rows behind the dashboards."""

from django.urls import path

from hehuo.desk.dashboards import views

urlpatterns = [
    path("dashboards/gaps/", views.gap_list, name="gaps"),
    path("dashboards/gaps/<str:code>/", views.gap_detail, name="gap"),
    path("dashboards/cells/", views.cell_list, name="cells"),
]
