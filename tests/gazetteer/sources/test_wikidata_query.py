"""Wikidata's services: queries, batches, patience, and errors with status 200."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pipeline.gazetteer.catalogue import Source
from pipeline.gazetteer.harvest import Harvest
from tests.gazetteer.publishers import Wikidata, item
from tests.server import Asked, Reply, Server

from .conftest import HASTY

Reap = Callable[..., Harvest]
Names = Callable[[], dict[str, Any]]


@pytest.fixture
def source(server: Server) -> Source:
    return Source(
        kind="wikidata-query",
        url=f"{server.address}/sparql",
        api=f"{server.address}/w/api.php",
        classes=("Q5",),
        countries=("Q36", "Q212"),
        occupations=("Q82955",),
        least_links=10,
    )


@pytest.fixture
def service(server: Server) -> Wikidata:
    return Wikidata(server, *(item(f"Q{n}", f"Person {n}", "Q5", pl=f"Osoba {n}") for n in range(1, 121)))


def test_items_come_in_batches_in_all_languages(
    service: Wikidata, source: Source, reap: Reap, names: Names
) -> None:
    found = reap(source)
    assert found.fresh and found.bad == 0 and len(names()) == 120
    assert [len(batch) for batch in service.asked] == [50, 50, 20]
    assert len(service.queries) == 2
    assert "wdt:P31 wd:Q5" in service.queries[0] and "wdt:P27 wd:Q36" in service.queries[0]
    assert "wd:Q82955" in service.queries[0] and "?links >= 10" in service.queries[0]
    assert "wd:Q212" in service.queries[1]


def test_only_what_has_changed_comes_again(
    service: Wikidata, source: Source, reap: Reap, names: Names
) -> None:
    reap(source)
    service.asked.clear()
    assert not reap(source).fresh and service.asked == []
    service.items["Q7"] = item("Q7", "Person Seven", "Q5")
    service.modified["Q7"] = "2024-02-01T00:00:00Z"
    service.items["Q500"] = item("Q500", "Somebody New", "Q5")
    service.modified["Q500"] = "2024-02-02T00:00:00Z"
    del service.modified["Q9"]
    found = reap(source)
    assert found.fresh and found.state is not None and found.state.version == "2024-02-02T00:00:00Z"
    assert service.asked == [["Q500", "Q7"]]
    assert names()["Q7"] == "Person Seven" and "Q500" in names() and "Q9" not in names()


def test_it_waits_where_the_api_lags(
    service: Wikidata, source: Source, reap: Reap, server: Server, names: Names
) -> None:
    lagged = Reply(
        b'{"error": {"code": "maxlag", "info": "6 s lagged", "lag": 6}}', headers={"Retry-After": "0"}
    )
    calls = 0

    def sometimes(asked: Asked) -> Reply:
        nonlocal calls
        calls += 1
        return lagged if calls % 2 else service.entities(asked)

    server.routes["/w/api.php"] = sometimes
    assert reap(source).failure is None and len(names()) == 120 and calls == 6
    server.routes["/w/api.php"] = lagged
    service.modified["Q1"] = "2025"
    found = reap(source)
    assert "Wikidata asks for patience: 6 s lagged, also after 3 tries" in str(found.failure)
    assert len(names()) == 120, "what was held stays"


@pytest.mark.parametrize(
    ("path", "body", "says"),
    [
        ("/sparql", b'{"results": [\njava.util.concurrent.TimeoutException: ', "too long. Ask for less"),
        ("/sparql", b'{"head": {}, "results": {"bindings": [{"item"', "breaks off in the middle"),
        ("/sparql", b"<html><title>429</title>", "a web page came"),
        ("/sparql", b'{"boolean": true}', "no answer to a query"),
        ("/w/api.php", b'{"error": {"code": "no-such-entity", "info": "No ID"}}', "an error: No ID"),
        ("/w/api.php", b'{"entities": {"Q1": {', "breaks off in the middle"),
    ],
)  # fmt: skip
def test_errors_with_status_200(
    path: str, body: bytes, says: str, service: Wikidata, source: Source, reap: Reap, server: Server
) -> None:
    server.routes[path] = Reply(body)
    found = reap(source)
    assert says in str(found.failure) and found.state is None


def test_wikidata_wants_a_contact(service: Wikidata, source: Source, reap: Reap, server: Server) -> None:
    found = reap(source, replace(HASTY, contact=""))
    assert "EXONYM_CONTACT" in str(found.failure) and server.asked == []
    reap(source)
    assert "desk@example.org" in server.asked[0].headers["User-Agent"]


def test_items_that_are_gone_or_strange_are_left_out(
    service: Wikidata, source: Source, reap: Reap, names: Names
) -> None:
    del service.items["Q3"]
    service.items["Q4"] = {"id": 4}
    found = reap(source)
    assert found.bad == 1 and len(names()) == 118
