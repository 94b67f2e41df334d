"""A server that answers as it is told to, and a client in a hurry."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.fetch.client import Client, Manners
from tests.server import Server, serving

HASTY = Manners(pause=0.01, longest_wait=2.0, timeout=1.0, grace=0.2)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def client() -> Client:
    return Client(HASTY)
