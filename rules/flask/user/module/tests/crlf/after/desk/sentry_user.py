"""Tell Sentry which user and workspace a request is for, but not who they are.

The id is an HMAC: the same for all requests of a user, and worthless to anyone without
the secret. That is `SENTRY_USER_ID_SECRET`, or else the app's own `SECRET_KEY`. Where
there is neither, no user is sent.
"""

from __future__ import annotations

import hmac
import logging
import os
from collections.abc import Mapping
from functools import wraps
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

import sentry_sdk
from flask import current_app

if TYPE_CHECKING:
    from collections.abc import Callable

User = TypeVar("User")
logger = logging.getLogger(__name__)
_ID = ("id", "user_id", "uid", "sub", "username")
_WORKSPACE = "team_id"


def identify_user(user: object) -> None:
    """Name the user in whatever this request sends from now on.

    Takes the user's object, mapping or id; of nobody and of an anonymous user nothing
    is sent. The SDK forgets the user when the request ends.
    """
    if not sentry_sdk.get_client().is_active():
        return
    try:
        if user and getattr(user, "is_authenticated", True):
            _identify(user)
    except Exception:  # a request must never fail because of this
        logger.debug("Sentry cannot tell whose request this is", exc_info=True)


def identifies_user(loader: Callable[..., User]) -> Callable[..., User]:
    """Name the user this function finds. Put it below the decorator of a loader."""

    @wraps(loader)
    def load(*args: object, **kwargs: object) -> User:
        __tracebackhide__ = True  # the arguments can be a password or a token
        user = loader(*args, **kwargs)
        identify_user(user)
        return user

    return load


def _identify(user: object) -> None:
    user_id: object = user if isinstance(user, (int, str)) else None
    for name in _ID:
        user_id = user_id or _field(user, name)
    secret = os.environ.get("SENTRY_USER_ID_SECRET") or current_app.secret_key
    if not user_id or not secret:
        return
    key = secret if isinstance(secret, bytes) else secret.encode()
    digest = hmac.new(b"sentry-user-id:" + key, str(user_id).encode(), "sha256")
    known = {"id": digest.hexdigest()}
    workspace = _field(user, _WORKSPACE)
    workspace = _field(workspace, "id") or workspace  # a relationship has an id
    if isinstance(workspace, (int, str, UUID)):
        known["workspace_id"] = str(workspace)
        sentry_sdk.set_tag("workspace_id", str(workspace))
    sentry_sdk.set_user(known)


def _field(user: object, name: str) -> object:
    """Read an attribute, or the item of that name."""
    if isinstance(user, Mapping):
        return user.get(name)
    return getattr(user, name, None)
