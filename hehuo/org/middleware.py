"""Sessions end after a while without use; second factor for county and city roles (demanded in production); the first
password, made by the system, is changed before anything else."""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.shortcuts import redirect
from django.urls import reverse

from hehuo.org.rights import roles_of
from hehuo.org.roles import UPPER_LEVELS

SEEN = "seen_at"
NOTED_EVERY_SECONDS = 60


@receiver(user_logged_in)
def note_sign_in(request, **_):
    """The session is used from now on."""
    if hasattr(request, "session"):
        request.session[SEEN] = int(time.time())


class IdleMiddleware:
    """Signs out whoever has not asked for anything in SESSION_IDLE_SECONDS."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            now = int(time.time())
            quiet = now - request.session.get(SEEN, now)
            if quiet > settings.SESSION_IDLE_SECONDS:
                logout(request)
                messages.info(request, "您较长时间没有操作，已自动退出，请重新登录。")
            elif quiet >= NOTED_EVERY_SECONDS or SEEN not in request.session:
                request.session[SEEN] = now
        return self.get_response(request)


def stands_at(request, *names):
    """Whether one of these pages is asked for, or a file that every page needs."""
    return request.path.startswith((*map(reverse, names), settings.STATIC_URL))


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
            and not stands_at(request, "second-factor", "logout")
        ):
            return redirect("second-factor")
        return self.get_response(request)


class FirstPasswordMiddleware:
    """Sends whoever signed in with a password made by the system to the page where it is changed.

    Stands after the second factor: who does not have it changes no password.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        if (
            user.is_authenticated
            and user.first_password
            and not stands_at(request, "password-change", "second-factor", "logout")
        ):
            return redirect("password-change")
        return self.get_response(request)
