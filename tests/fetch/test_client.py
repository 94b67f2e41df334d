"""Requests to a server that is busy, slow, moves, lies or is not there."""

from __future__ import annotations

import email.utils
import time
from dataclasses import replace

import pytest

from pipeline.errors import FetchError
from pipeline.fetch import connection
from pipeline.fetch.client import Answer, Client, Manners, Passing, retry_after
from tests.server import Reply, Server

from .conftest import HASTY


def body(client: Client, url: str) -> bytes:
    return client.ask(url, Answer.body)


def test_an_answer_and_who_asked_for_it(server: Server) -> None:
    server.routes["/a"] = Reply(b"hello", headers={"X-Told": "yes"})
    client = Client(Manners(agent="exonym/1", contact="desk@example.org"))
    assert body(client, f"{server.address}/a") == b"hello"
    [asked] = server.asked
    assert asked.headers["User-Agent"] == "exonym/1 (desk@example.org)"
    assert asked.headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again(status: int, server: Server, client: Client) -> None:
    server.routes["/a"] = [Reply(status=status), Reply(status=status), Reply(b"at last")]
    assert body(client, f"{server.address}/a") == b"at last"
    assert len(server.asked) == 3
    server.routes["/a"] = Reply(status=status)
    with pytest.raises(FetchError, match=f"answers {status}.* also after 5 tries. Try again later"):
        body(client, f"{server.address}/a")


def test_the_pauses_grow(server: Server) -> None:
    server.routes["/a"] = Reply(status=500)
    started = time.monotonic()
    with pytest.raises(FetchError):
        body(Client(replace(HASTY, pause=0.05, tries=4)), f"{server.address}/a")
    assert time.monotonic() - started >= 0.05 + 0.1 + 0.2


def test_a_server_says_when_to_come_back(server: Server, client: Client) -> None:
    server.routes["/a"] = [Reply(status=429, headers={"Retry-After": "1"}), Reply(b"now")]
    started = time.monotonic()
    assert body(client, f"{server.address}/a") == b"now"
    assert time.monotonic() - started >= 1
    server.routes["/a"] = Reply(status=429, headers={"Retry-After": "3600"})
    with pytest.raises(FetchError, match=r"come back in 3,600 seconds\. Try again after that time"):
        body(client, f"{server.address}/a")


def test_retry_after_may_be_a_date() -> None:
    assert retry_after({}) is None and retry_after({"Retry-After": "soon"}) is None
    assert retry_after({"Retry-After": "7"}) == 7
    wait = retry_after({"Retry-After": email.utils.formatdate(time.time() + 30, usegmt=True)})
    assert wait is not None and 25 < wait <= 30
    assert retry_after({"Retry-After": "Mon, 01 Jan 2024 00:00:00 GMT"}) == 0


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (Reply(b"", 404), "answers 404: Said. Check the address"),
        (Reply(b'{"error": {"info": "no such thing"}}', 400), "answers 400: no such thing"),
        (Reply(b'{"detail": "no key"}', 401), "answers 401: no key. It may ask for a key"),
        (Reply(b"<html><h1>Gone", 410), "answers 410: Said"),
    ],
)
def test_a_refusal_is_told_at_once(reply: Reply, says: str, server: Server, client: Client) -> None:
    server.routes["/a"] = reply
    with pytest.raises(FetchError, match=says):
        body(client, f"{server.address}/a")
    assert len(server.asked) == 1


def test_redirects_are_followed(server: Server, client: Client) -> None:
    server.routes["/a"] = Reply(status=301, headers={"Location": "/b"})
    server.routes["/b"] = Reply(status=307, headers={"Location": f"{server.address}/c"})
    server.routes["/c"] = Reply(b"here")
    with client.open(f"{server.address}/a") as answer:
        assert (answer.body(), answer.url) == (b"here", f"{server.address}/c")


@pytest.mark.parametrize(
    ("location", "says"),
    [
        ("/a", "redirects more than 5 times"),
        ("file:///etc/passwd", "no http or https address: file:"),
        ("", "no http or https address"),
    ],
)
def test_redirects_that_are_refused(location: str, says: str, server: Server, client: Client) -> None:
    server.routes["/a"] = Reply(status=302, headers={"Location": location} if location else {})
    with pytest.raises(FetchError, match=says):
        body(client, f"{server.address}/a")


def test_no_redirect_makes_a_connection_less_safe() -> None:
    from pipeline.fetch.client import _next

    assert _next("x", "http://a/b", "https://c/d") == "https://c/d"
    with pytest.raises(FetchError, match="from https to http, where anybody may alter what comes"):
        _next("https://a/b", "https://a/b", "http://a/b")


def test_what_is_posted_is_not_sent_elsewhere(server: Server, client: Client) -> None:
    server.routes["/a"] = Reply(status=307, headers={"Location": "/b"})
    with pytest.raises(FetchError, match="it has moved: /b"):
        client.ask(f"{server.address}/a", Answer.body, body=b"secret")
    assert server.paths() == ["/a"]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://a/b", "a/b", "", "http://", "http://["])
def test_what_is_no_address(url: str, client: Client) -> None:
    with pytest.raises(FetchError, match="Check the address"):
        body(client, url)


def test_nobody_there(client: Client) -> None:
    with pytest.raises(FetchError, match=r"refused, also after 5 tries.*check the address and"):
        body(client, "http://127.0.0.1:9/")


def test_a_body_that_breaks_off_is_asked_for_again(server: Server, client: Client) -> None:
    whole = b"x" * 100_000
    server.routes["/a"] = [Reply(whole, cut=1000), Reply(whole)]
    assert body(client, f"{server.address}/a") == whole
    server.routes["/a"] = Reply(whole, cut=1000)
    with pytest.raises(FetchError, match="only 1,000 of 100,000 bytes came"):
        body(client, f"{server.address}/a")


def test_a_body_that_drips_is_given_up(server: Server) -> None:
    server.routes["/a"] = Reply(b"x" * 1000, drip=0.02)
    started = time.monotonic()
    with pytest.raises(FetchError, match=r"too slowly: \d+ bytes in 0 seconds"):
        body(Client(replace(HASTY, tries=2)), f"{server.address}/a")
    assert time.monotonic() - started < 5


def test_headers_that_drip_are_given_up(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "HEADERS_WITHIN", 0.3)
    server.routes["/a"] = Reply(b"x", slow_headers=0.1)
    started = time.monotonic()
    with pytest.raises(FetchError, match="also after 2 tries"):
        body(Client(replace(HASTY, tries=2)), f"{server.address}/a")
    assert time.monotonic() - started < 3


def test_silence_is_given_up(server: Server) -> None:
    server.routes["/a"] = Reply(b"xx", drip=3)
    with pytest.raises(FetchError, match="it timed out"):
        body(Client(replace(HASTY, tries=1, timeout=0.2)), f"{server.address}/a")


def test_an_endless_answer_is_cut(server: Server, client: Client) -> None:
    server.routes["/a"] = Reply(b"x" * 5000, length=False)
    with pytest.raises(FetchError, match="longer than 1,000 bytes"):
        client.ask(f"{server.address}/a", lambda answer: answer.body(1000))


def test_a_host_is_not_asked_too_often(server: Server) -> None:
    server.routes["/a"] = Reply(b"x")
    client = Client(replace(HASTY, interval=0.15))
    started = time.monotonic()
    for _ in range(3):
        body(client, f"{server.address}/a")
    assert time.monotonic() - started >= 0.3


def test_a_judge_may_ask_for_another_try(server: Server, client: Client) -> None:
    server.routes["/a"] = [Reply(b"busy"), Reply(b"done")]

    def judge(answer: Answer) -> bytes:
        found = answer.body()
        if found == b"busy":
            raise Passing("the server says that it is busy")
        return found

    assert client.ask(f"{server.address}/a", judge) == b"done"


def test_a_proxy_of_the_environment_is_used(
    server: Server, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.address)
    monkeypatch.setenv("no_proxy", "localhost")
    server.routes["/a"] = Reply(b"by proxy")
    assert body(client, "http://names.invalid/a") == b"by proxy"
