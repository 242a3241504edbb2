"""Second factor for county and city roles (demanded in production)."""

from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse

from hehuo.org.rights import roles_of
from hehuo.org.roles import UPPER_LEVELS


class SecondFactorMiddleware:
    """Sends county and city accounts to the second-factor page until they are verified."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        if (
            settings.SECOND_FACTOR_FOR_UPPER_LEVELS
            and user.is_authenticated
            and not user.is_verified()
            and UPPER_LEVELS & roles_of(user)
            and not request.path.startswith(
                (reverse("second-factor"), reverse("logout"), settings.STATIC_URL)
            )
        ):
            return redirect("second-factor")
        return self.get_response(request)
