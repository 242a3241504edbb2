"""Addresses of notices."""

from django.urls import path, re_path

from hehuo.notices import views

urlpatterns = [
    path("notices/<int:pk>/", views.notice, name="message"),
    re_path(r"^notices/(?P<pk>\d{1,18})/(?P<deed>finish|remind|withdraw)/$", views.act, name="message-act"),
]
