"""Asking a translation service over HTTP: JSON in, JSON out, patience with a busy server, clear errors."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

from pipeline.errors import TranslationError

TIMEOUT_SECONDS = 60.0
_TRIES = 4
_LONGEST_WAIT = 20.0
_MAX_ANSWER_BYTES = 64 << 20
# Too many requests, and what proxies say while a server starts or is too busy.
_PASSING = frozenset({408, 429, 500, 502, 503, 504})


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
    body = None if question is None else json.dumps(question).encode()
    told = {"User-Agent": "exonym", "Accept": "application/json", "Content-Type": "application/json"}
    if not address.startswith(("http://", "https://")):
        raise _failed(address, "it is no http or https address")
    request = urllib.request.Request(address, data=body, headers=told | dict(headers or {}))
    for left in reversed(range(_TRIES)):
        wait = pause
        try:
            with urllib.request.urlopen(request, timeout=timeout) as response:
                answer = response.read(_MAX_ANSWER_BYTES + 1)
            if len(answer) > _MAX_ANSWER_BYTES:
                raise _failed(address, "the answer is too long")
            return json.loads(answer)
        except urllib.error.HTTPError as error:
            if error.code not in _PASSING or not left:
                raise _failed(address, _said(error)) from error
            after = error.headers.get("Retry-After", "")
            wait = float(after) if after.isdecimal() else pause
        except (ValueError, RecursionError) as error:
            raise _failed(address, f"the answer is no JSON: {error}") from error
        except (OSError, http.client.HTTPException) as error:
            if not left:
                reason = getattr(error, "reason", None) or error or type(error).__name__
                raise _failed(address, str(reason)) from error
        time.sleep(min(wait, _LONGEST_WAIT))
        pause *= 2
    raise AssertionError("the last try returns or raises")


def _said(error: urllib.error.HTTPError) -> str:
    """Return status and message of a refusal, in the forms LibreTranslate and OpenAI give it."""
    try:
        told = json.loads(error.read(1 << 16))["error"]
        told = told["message"] if isinstance(told, dict) else told
    except (OSError, ValueError, LookupError, TypeError):
        told = error.reason
    return f"{error.code}: {str(told)[:300]}"


def _failed(address: str, reason: str) -> TranslationError:
    return TranslationError(
        f"the translation service did not answer ({reason})",
        where=address,
        hint="Check EXONYM_ENGINE_URL and EXONYM_ENGINE_KEY, and that the server runs",
    )
