"""OpenSanctions: whole, by deltas, too old for deltas, and broken."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.gazetteer.catalogue import Source
from pipeline.gazetteer.harvest import Harvest
from tests.gazetteer.publishers import INDEX, OpenSanctions, jsonl, person
from tests.server import Reply, Server

Reap = Callable[..., Harvest]
Names = Callable[[], dict[str, Any]]

SANADER, TUSK = person("NK-1", "Ivo Sanader"), person("NK-2", "Donald Tusk", "Дональд Туск")
COMPANY = {
    "id": "NK-9",
    "schema": "Company",
    "caption": "Acme",
    "properties": {"name": ["Acme"]},
    "datasets": [],
}
PRIVATE = person("NK-8", "Somebody Private", topics=("crime",))


@pytest.fixture
def dataset(server: Server) -> OpenSanctions:
    made = OpenSanctions(server)
    made.publish("20260101", SANADER, TUSK, COMPANY, PRIVATE)
    return made


@pytest.fixture
def source(server: Server) -> Source:
    return Source(kind="opensanctions", url=server.address + INDEX, topics=("role.pep", "role.rca"))


def test_whole_and_filtered_by_topic(
    dataset: OpenSanctions, source: Source, reap: Reap, names: Names
) -> None:
    found = reap(source)
    assert found.fresh and found.bad == 0 and found.state is not None
    assert names() == {"NK-1": "Ivo Sanader", "NK-2": "Donald Tusk"}
    assert found.state.version == "20260101"
    assert [Path(file.at or file.url).parts[-2:] for file in found.state.files] == [
        ("default", "index.json"),
        ("20260101", "entities.ftm.json"),
    ]
    everything = Source(kind="opensanctions", url=source.url)
    reap(everything)
    assert set(names()) == {"NK-1", "NK-2", "NK-8", "NK-9"}, "other settings, so it is harvested anew"


def test_the_same_version_is_not_fetched_again(
    dataset: OpenSanctions, source: Source, reap: Reap, server: Server
) -> None:
    reap(source)
    server.asked.clear()
    again = reap(source)
    assert not again.fresh and again.failure is None
    assert server.paths() == [INDEX] and "If-None-Match" in server.asked[0].headers


def test_deltas_bring_it_forward(
    dataset: OpenSanctions, source: Source, reap: Reap, names: Names, server: Server
) -> None:
    reap(source)
    dataset.publish("20260102", person("NK-3", "Mark Rutte"), person("NK-1", "Ivo Sanader Jr"))
    dataset.publish("20260103", person("NK-2", "Donald Tusk", topics=()), gone=["NK-1"])
    dataset.publish("20260104", person("NK-4", "Kaja Kallas"))
    server.asked.clear()
    found = reap(source)
    assert found.fresh and found.state is not None and found.state.version == "20260104"
    assert names() == {"NK-3": "Mark Rutte", "NK-4": "Kaja Kallas"}
    assert not any(path.endswith("entities.ftm.json") for path in server.paths())
    assert len([path for path in server.paths() if path.endswith("entities.delta.json")]) == 3


def test_what_is_older_than_the_deltas_is_loaded_whole(
    dataset: OpenSanctions, source: Source, reap: Reap, names: Names, server: Server
) -> None:
    reap(source)
    dataset.publish("20260102", person("NK-3", "Mark Rutte"))
    dataset.publish("20260103", person("NK-4", "Kaja Kallas"))
    dataset.deltas = {"20260103": dataset.deltas["20260103"]}
    server.routes["/artifacts/default/delta.json"] = Reply(json.dumps({"versions": dataset.deltas}).encode())
    server.asked.clear()
    found = reap(source)
    assert found.state is not None and found.state.version == "20260103" and len(names()) == 4
    assert "/artifacts/default/20260103/entities.ftm.json" in server.paths()


def test_a_delta_that_is_gone_means_all_of_it(
    dataset: OpenSanctions, source: Source, reap: Reap, names: Names, server: Server
) -> None:
    reap(source)
    dataset.publish("20260102", person("NK-3", "Mark Rutte"))
    del server.routes["/artifacts/default/20260102/entities.delta.json"]
    assert reap(source).fresh and "NK-3" in names()


def test_the_publisher_cannot_choose_where_files_go(
    dataset: OpenSanctions, source: Source, reap: Reap, names: Names, server: Server, tmp_path: Path
) -> None:
    reap(source)
    dataset.publish("20260102", person("NK-3", "Mark Rutte"))
    step = server.routes["/artifacts/default/20260102/entities.delta.json"]
    for at, version in (("/x/..", "20260103"), ("/x/" + "y" * 300, "20260104"), ("/%2E%2E%2Fz", "20260105")):
        dataset.publish(version, person("NK-3", f"Mark Rutte {version}"))
        dataset.deltas[version] = server.address + at
        server.routes[at] = step
    server.routes["/"] = server.routes["/x/"] = step
    server.routes["/artifacts/default/delta.json"] = Reply(json.dumps({"versions": dataset.deltas}).encode())
    found = reap(source)
    assert found.failure is None and "NK-3" in names()
    assert {path.name for path in tmp_path.iterdir()} == {"it"}
    held = sorted(path.name for path in (tmp_path / "it" / "downloads").iterdir())
    assert [name for name in held if not name.endswith((".json", ".lock"))] == []


def test_bad_lines_are_told_with_their_places(
    dataset: OpenSanctions, source: Source, reap: Reap, names: Names, server: Server
) -> None:
    reap(source)
    dataset.publish("20260102", person("NK-3", "Mark Rutte"))
    lines = b'{"op": "OOPS"}\n\xff\xfe\n{"op": "ADD", "entity": {"id": 5}}\n{"op": "DEL", "entity": {}}\n'
    whole = lines + jsonl({"op": "ADD", "entity": person("NK-3", "Mark Rutte")})
    server.routes["/artifacts/default/20260102/entities.delta.json"] = Reply(whole)
    found = reap(source)
    assert found.bad == 4 and found.fresh and "NK-3" in names() and len(names()) == 3
    assert [str(error.where).rsplit(", ")[1] for error in found.errors] == [f"line {n}" for n in (1, 2, 3, 4)]


def test_a_wrong_checksum_keeps_what_was_held(
    dataset: OpenSanctions, source: Source, reap: Reap, names: Names
) -> None:
    reap(source)
    dataset.publish("20260102", person("NK-3", "Mark Rutte"))
    dataset.index["resources"][1]["checksum"] = "0" * 40
    dataset.index["delta_url"] = None
    dataset.announce()
    found = reap(source)
    assert "its checksum is" in str(found.failure) and not found.fresh
    assert found.state is not None and found.state.version == "20260101" and len(names()) == 2


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (Reply(b"<!doctype html><title>Wartung</title>"), r'a web page came instead of data \("Wartung"\)'),
        (Reply(b'{"error": "quota exceeded"}'), "answers with an error: quota exceeded"),
        (Reply(b'{"version": "2026'), "breaks off in the middle"),
        (Reply(b'{"resources": []}'), r"no index of OpenSanctions.*version.*sources.toml"),
        (Reply(b'{"version": "1", "resources": []}'), r"offers no entities.ftm.json"),
        (Reply(status=503), "also after 3 tries"),
        (Reply(status=429, headers={"Retry-After": "86400"}), "come back in 86,400 seconds"),
    ],
)
def test_an_index_that_is_none(reply: Reply, says: str, server: Server, source: Source, reap: Reap) -> None:
    server.routes[INDEX] = reply
    found = reap(source)
    assert found.failure is not None and re.search(says, str(found.failure)) and found.state is None


def test_it_is_read_when_the_server_has_come_to_itself(
    dataset: OpenSanctions, source: Source, reap: Reap, server: Server
) -> None:
    right = server.routes[INDEX]
    server.routes[INDEX] = Reply(b'{"resources": []}', etag='"bad"')
    assert reap(source).failure
    server.routes[INDEX] = right
    assert reap(source).fresh
