"""Addresses of the planner."""

from django.urls import path

from hehuo.desk.planner import views

urlpatterns = [
    path("planner/", views.planner_list, name="planner"),
    path("planner/efforts/", views.effort_list, name="planner-efforts"),
    path("planner/efforts/<str:measure>/", views.effort_edit, name="planner-effort"),
    path("planner/places/<str:code>/", views.planner_place, name="planner-place"),
    path("planner/places/<str:code>/tasks/", views.planner_tasks, name="planner-tasks"),
]
