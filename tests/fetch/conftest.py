"""A client in a hurry."""

from __future__ import annotations

import pytest

from pipeline.fetch.client import Client, Manners

HASTY = Manners(pause=0.01, longest_wait=2.0, timeout=1.0, grace=0.2)


@pytest.fixture
def client() -> Client:
    return Client(HASTY)
