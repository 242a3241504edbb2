"""Addresses of the accounts."""

from django.urls import path

from hehuo.desk.accounts import views

urlpatterns = [
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/new/", views.new, name="account-new"),
    path("accounts/<int:pk>/", views.account, name="account"),
    path("accounts/<int:pk>/<slug:deed>/", views.deed, name="account-deed"),
]
