"""Signing in by e-mail address; the signed-in user is read by plain SQL, once in each request."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from assessments.teams.queries import user_of_session


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    def get_user(self, user_id: Any) -> Any:
        user = user_of_session(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
