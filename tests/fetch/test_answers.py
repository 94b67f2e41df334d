"""Errors that come with status 200."""

from __future__ import annotations

import pytest

from pipeline.errors import FetchError
from pipeline.fetch.answers import json_of, message, refuse_page


@pytest.mark.parametrize(
    "head",
    [
        b"<!DOCTYPE html><title>\n Log in </title>",
        b"\n  <html><head><title>Log in</title>",
        b"\xef\xbb\xbf<!doctype HTML><TITLE>Log in</TITLE>",
        b"<!-- x --><html><title>Log in</title>",
    ],
)
def test_a_web_page_is_no_data(head: bytes) -> None:
    with pytest.raises(FetchError, match=r'a web page came instead of data \("Log in"\).*log in first'):
        refuse_page(head, "http://a/")


@pytest.mark.parametrize(
    "head", [b"", b"{}", b"1\tP\ten\t<html>", b"<?xml version='1.0'?><sparql>", b"PK\x03\x04"]
)
def test_data_is_data(head: bytes) -> None:
    refuse_page(head, "http://a/")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "an empty answer"),
        (b'{"a": [1, 2', "breaks off in the middle"),
        (b"[1, 2}", "is no JSON"),
        (b"oops", "is no JSON"),
        (b"[" * 100_000 + b"]", "is no JSON"),
        (b'{"error": "too many"}', "answers with an error: too many"),
        (b'{"error": {"code": "maxlag", "info": "6 s lagged"}}', "answers with an error: 6 s lagged"),
        (b"<html>", "a web page came"),
    ],
)
def test_no_answer(body: bytes, says: str) -> None:
    with pytest.raises(FetchError, match=says):
        json_of(body, "http://a/")


def test_an_answer() -> None:
    assert json_of(b'{"a": 1, "error": null}', "") == {"a": 1, "error": None}


def test_the_message_of_a_refusal() -> None:
    assert message(b'{"error": {"message": "no key"}}') == "no key"
    assert message(b"just\n  text") == "just text"
    assert message(b"<html>no") == message(b"{}") == ""
