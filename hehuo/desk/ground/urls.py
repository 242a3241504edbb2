"""Addresses of the places."""

from django.urls import path

from hehuo.desk.ground import views

urlpatterns = [
    path("places/", views.places, name="places"),
    path("places/template/", views.template, name="places-template"),
]
