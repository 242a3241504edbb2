"""Addresses of sign-in, second factor and password."""

from django.urls import path

from hehuo.org import views

urlpatterns = [
    path("login/", views.login, name="login"),
    path("logout/", views.logout, name="logout"),
    path("second-factor/", views.second_factor, name="second-factor"),
    path("password/", views.password_change, name="password-change"),
]
