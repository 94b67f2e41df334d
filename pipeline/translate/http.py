"""Asking a translation service over HTTP: JSON in, JSON out, patience with a busy server, clear errors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.errors import FetchError, TranslationError

if TYPE_CHECKING:
    from pipeline.fetch.client import Client

TIMEOUT_SECONDS = 60.0
_TRIES = 4
_LONGEST_WAIT = 20.0


def ask(
    address: str,
    question: object = None,
    *,
    headers: Mapping[str, str] | None = None,
    timeout: float = TIMEOUT_SECONDS,
    pause: float = 0.5,
) -> Any:
    """Return the JSON that a server answers: to a POST of `question`, to a GET where there is none.

    Asks again, after `pause` seconds and then twice as long each time, or as long as the server says, where
    the connection breaks or the server is busy. Raises TranslationError if no answer comes or it is none.
    """
    from pipeline.fetch.answers import json_of

    body = None if question is None else json.dumps(question).encode()
    told = {"Accept": "application/json", "Content-Type": "application/json"}
    try:
        return _client(timeout, pause).ask(
            address,
            lambda answer: json_of(answer.body(), address),
            headers=told | dict(headers or {}),
            body=body,
        )
    except FetchError as error:
        raise TranslationError(
            f"the translation service did not answer ({error.message})",
            where=address,
            hint="Check EXONYM_ENGINE_URL and EXONYM_ENGINE_KEY, and that the server runs",
        ) from error


@lru_cache(maxsize=8)
def _client(timeout: float, pause: float) -> Client:
    """Return a client, which keeps its connections for the next question."""
    from pipeline.fetch.client import Client, Manners

    return Client(Manners(tries=_TRIES, pause=pause, longest_wait=_LONGEST_WAIT, timeout=timeout))
