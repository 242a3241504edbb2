"""Addresses of the plan picture."""

from django.urls import path

from hehuo.desk.plan import points, views

urlpatterns = [
    path("settlements/plans/", views.plan_list, name="plans"),
    path("settlements/<str:code>/plan/", views.plan, name="plan-picture"),
    path("settlements/<str:code>/plan/rows/", views.rows, name="plan-picture-rows"),
    path("settlements/<str:code>/plan/points/", points.points, name="plan-points"),
]
