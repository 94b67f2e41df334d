"""One request after another, politely: with a name, at a pace, again where it may help, within limits."""

from __future__ import annotations

import email.utils
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urljoin, urlsplit

from pipeline.errors import FetchError, NotThereError

if TYPE_CHECKING:
    import urllib3

_T = TypeVar("_T")

OFFLINE = "Check the address and the connection"
_LATER = "Try again later"
# Too many requests, and what servers and proxies say while they are too busy.
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 1 << 16
# A try that brought as much as this was no failure: a large file may break often.
_WORTHWHILE = 1 << 20
_MAX_ANSWER_BYTES = 64 << 20


@dataclass(frozen=True)
class Manners:
    """How to behave towards servers, and how much to put up with.

    `agent` is what we call ourselves, `contact` (an address) whom to write to about it. `tries` are made,
    the second after `pause` seconds, each later one after twice as long; a server may ask for longer, up to
    `longest_wait`. Requests to one host are `interval` seconds apart. `timeout` is how long a server may
    stay silent; after `grace` seconds it must have sent `slowest` bytes a second. At most `redirects` are
    followed, never from https to http.
    """

    agent: str = "exonym"
    contact: str = ""
    tries: int = 5
    pause: float = 1.0
    longest_wait: float = 300.0
    interval: float = 0.0
    timeout: float = 30.0
    grace: float = 30.0
    slowest: float = 500.0
    redirects: int = 5

    @property
    def user_agent(self) -> str:
        """What the header User-Agent says."""
        return f"{self.agent} ({self.contact})" if self.contact else self.agent


class Passing(Exception):  # noqa: N818 - no error yet: it may pass
    """Raised in a try that may succeed if made again: after `wait` seconds, where the server says so.

    `gained` more bytes than ever before came nevertheless, and are kept.
    """

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait
        self.gained = 0


class Answer:
    """What a server answers: `status`, `headers`, the `url` it came from in the end, and its body."""

    def __init__(self, response: urllib3.BaseHTTPResponse, url: str, manners: Manners) -> None:
        self.status = response.status
        self.headers: Mapping[str, str] = response.headers
        self.url = url
        self._response = response
        self._manners = manners

    def chunks(self) -> Iterator[bytes]:
        """Yield the body as it comes; raises Passing if it breaks off or comes too slowly."""
        import urllib3

        started, came = time.monotonic(), 0
        while True:
            try:
                # read1 returns what is there; read would wait for a full chunk.
                chunk = self._response.read1(_CHUNK)
            except (urllib3.exceptions.HTTPError, OSError) as error:
                raise Passing(_reason(error)) from error
            if not chunk:
                break
            came += len(chunk)
            yield chunk
            took = time.monotonic() - started
            if took > self._manners.grace and came < took * self._manners.slowest:
                raise Passing(f"it comes too slowly: {came:,} bytes in {took:.0f} seconds")
        announced = self.headers.get("Content-Length", "")
        if announced.isdecimal() and came < int(announced):
            raise Passing(f"only {came:,} of {int(announced):,} bytes came")

    def body(self, most: int = _MAX_ANSWER_BYTES) -> bytes:
        """Return the whole body; raises Passing, or FetchError if it is longer than `most` bytes."""
        found = bytearray()
        for chunk in self.chunks():
            found += chunk
            if len(found) > most:
                raise FetchError(
                    f"the answer is longer than {most:,} bytes", where=self.url, hint="Check the address"
                )
        return bytes(found)


class Client:
    """Makes requests with certain manners; one client keeps count of what it asked of each host."""

    def __init__(self, manners: Manners | None = None) -> None:
        from pipeline.fetch.connection import Connections

        self.manners = manners or Manners()
        self._connections = Connections()
        self._asked: dict[str, float] = {}

    def ask(
        self,
        url: str,
        judge: Callable[[Answer], _T],
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        method: str | None = None,
    ) -> _T:
        """Return what `judge` makes of the answer: to a GET, or to a POST where there is a `body`.

        Asks again where the server is busy, the connection breaks or `judge` raises Passing. Raises
        FetchError if no answer comes, and what `judge` raises.
        """

        def once() -> _T:
            with self.open(url, headers=headers, body=body, method=method) as answer:
                return judge(answer)

        return self.retry(url, once)

    def retry(self, url: str, action: Callable[[], _T]) -> _T:
        """Return what `action` returns, called again while it raises Passing.

        Raises FetchError, about `url`, when the tries are used up or the server asks for too much patience.
        """
        pause, tries = self.manners.pause, self.manners.tries
        while True:
            try:
                return action()
            except Passing as passing:
                if passing.gained >= _WORTHWHILE:
                    pause, tries = self.manners.pause, self.manners.tries
                tries -= 1
                if tries <= 0:
                    raise FetchError(
                        f"{passing.reason}, also after {self.manners.tries} tries",
                        where=url,
                        hint=f"{_LATER}; {OFFLINE[0].lower()}{OFFLINE[1:]}",
                    ) from passing
                wait = pause if passing.wait is None else passing.wait
                if wait > self.manners.longest_wait:
                    raise FetchError(
                        f"{passing.reason}, and asks to come back in {wait:,.0f} seconds",
                        where=url,
                        hint="Try again after that time",
                    ) from passing
                time.sleep(wait)
                pause *= 2

    @contextmanager
    def open(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        method: str | None = None,
    ) -> Iterator[Answer]:
        """Give the answer to one request, after the redirects; 304 and 416 are answers too.

        Raises Passing where another try may help, FetchError where the server refuses.
        """
        # Not compressed on the way: the range and the checksum of a file are those of the file.
        told = {"User-Agent": self.manners.user_agent, "Accept-Encoding": "identity"} | dict(headers or {})
        at = url
        for _ in range(self.manners.redirects + 1):
            response = self._send(method or ("GET" if body is None else "POST"), at, told, body)
            try:
                if response.status not in _REDIRECTS:
                    _refuse(response, at, self.manners)
                    yield Answer(response, at, self.manners)
                    return
                if body is not None:
                    raise _moved(url, response.headers.get("Location", ""), "it has moved")
                at = _next(url, at, response.headers.get("Location", ""))
            finally:
                response.close()
        raise FetchError(
            f"it redirects more than {self.manners.redirects} times", where=url, hint="Check the address"
        )

    def _send(
        self, method: str, url: str, headers: dict[str, str], body: bytes | None
    ) -> urllib3.BaseHTTPResponse:
        import urllib3

        host = _host(url)
        since = time.monotonic() - self._asked.get(host, -1e9)
        if since < self.manners.interval:
            time.sleep(self.manners.interval - since)
        try:
            return self._connections.request(method, url, headers, body, self.manners.timeout)
        except (urllib3.exceptions.LocationValueError, UnicodeError) as error:
            raise FetchError(f"it is no address ({error})", where=url, hint="Check the address") from error
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise Passing(_reason(error)) from error
        finally:
            self._asked[host] = time.monotonic()


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return how many seconds a server asks us to wait, None if it does not say (RFC 9110, 10.2.3)."""
    said = headers.get("Retry-After", "").strip()
    if said.isdecimal():
        return float(said)
    try:
        when = email.utils.parsedate_to_datetime(said)
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())


def _refuse(response: urllib3.BaseHTTPResponse, url: str, manners: Manners) -> None:
    """Raise Passing or FetchError if a response is a failure."""
    if response.status < 400 or response.status == 416:
        return
    if response.status in _PASSING:
        reason = f"the server answers {response.status} {response.reason or ''}"
        raise Passing(reason.rstrip(), retry_after(response.headers))
    detail = _text(Answer(response, url, manners)) or response.reason or "no reason given"
    hint = "It may ask for a key, or refuse this program" if response.status in (401, 403) else OFFLINE
    kind = NotThereError if response.status in (404, 410) else FetchError
    raise kind(f"the server answers {response.status}: {detail}", where=url, hint=hint)


def _text(answer: Answer) -> str:
    """Return the message in the body of a refusal, if it is JSON or short text and no web page."""
    from pipeline.fetch import answers

    try:
        return answers.message(answer.body(1 << 16))
    except (Passing, FetchError):
        return ""


def _host(url: str) -> str:
    """Return the host of an address; raises FetchError if it is no address over HTTP."""
    try:
        parts = urlsplit(url)
        host = parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        host = None
    if not host:
        raise FetchError("it is no http or https address", where=url, hint="Check the address")
    return host


def _next(first: str, at: str, location: str) -> str:
    """Return where a redirect leads; raises FetchError if that is nowhere, or less safe."""
    to = urljoin(at, location)
    if not location or urlsplit(to).scheme not in ("http", "https"):
        raise _moved(first, location, "it redirects to what is no http or https address")
    if urlsplit(at).scheme == "https" and urlsplit(to).scheme == "http":
        raise _moved(first, to, "it redirects from https to http, where anybody may alter what comes")
    return to


def _moved(url: str, to: str, what: str) -> FetchError:
    return FetchError(f"{what}: {to[:200]}", where=url, hint="Ask at the right address, if you trust it")


def _reason(error: Exception) -> str:
    """Return what went wrong with a connection, without the objects that urllib3 names first."""
    import urllib3

    if isinstance(error, urllib3.exceptions.ProtocolError) and len(error.args) > 1:
        error = error.args[1] if isinstance(error.args[1], Exception) else error
    if isinstance(error, urllib3.exceptions.IncompleteRead):
        return f"only {error.partial:,} of {error.partial + (error.expected or 0):,} bytes came"
    if isinstance(error, urllib3.exceptions.TimeoutError) and not isinstance(
        error, urllib3.exceptions.NewConnectionError
    ):
        return "it timed out"
    text = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return "the connection broke: " + str(text).rsplit(">: ", 1)[-1].rsplit("): ", 1)[-1]
