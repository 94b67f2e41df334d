"""What is no answer although the server says so: web pages, errors and broken JSON sent with status 200."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from pipeline.errors import FetchError

_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_TITLE = re.compile(rb"<title[^>]*>\s*(.*?)\s*</title>", re.IGNORECASE | re.DOTALL)
_SHORT = 300


def refuse_page(head: bytes, url: str) -> None:
    """Raise FetchError if what begins like this is a web page: an error, a log-in, a notice."""
    if _PAGE.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise FetchError(
            f"a web page came instead of data{_titled(head)}",
            where=url,
            hint="Check the address, and whether this network wants you to log in first",
        )


def json_of(body: bytes, url: str) -> Any:
    """Return the JSON that an answer is; raises FetchError if it is none, broken off, or tells an error."""
    refuse_page(body[:4096], url)
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError) as error:
        if not body.strip():
            raise FetchError("an empty answer came", where=url, hint="Try again later") from error
        cut = body.lstrip()[:1] in (b"{", b"[") and body.rstrip()[-1:] not in (b"}", b"]")
        raise FetchError(
            "the answer breaks off in the middle" if cut else f"the answer is no JSON ({error})",
            where=url,
            hint="Try again later" if cut else "Check the address",
        ) from error
    if isinstance(found, dict) and found.get("error"):
        raise FetchError(
            f"it answers with an error: {told(found['error'])}", where=url, hint="Try again later"
        )
    return found


def told(error: object) -> str:
    """Return what an error of an API says, in the forms of MediaWiki, OpenAI and LibreTranslate."""
    if isinstance(error, dict):
        error = error.get("info") or error.get("message") or error.get("code") or error
    return str(error)[:_SHORT]


def message(body: bytes) -> str:
    """Return what the body of a refusal says, "" if it is a web page or nothing to show."""
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError):
        text = body.decode("utf-8", "replace").strip()
        return "" if text.startswith("<") else " ".join(text.split())[:_SHORT]
    if isinstance(found, dict):
        found = next((found[key] for key in ("error", "message", "detail") if found.get(key)), "")
    return told(found) if found else ""


def _titled(head: bytes) -> str:
    found = _TITLE.search(head)
    title = " ".join(found.group(1).decode("utf-8", "replace").split()) if found else ""
    return f' ("{title[:80]}")' if title else ""
