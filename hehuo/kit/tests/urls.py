"""Addresses for the kit's own tests: the house's, and two test ledgers."""

from django.urls import include, path

from hehuo.kit.tests.ledgers import HouseholdLedger, PersonLedger

urlpatterns = [*HouseholdLedger.get_urls(), *PersonLedger.get_urls(), path("", include("hehuo.config.urls"))]
