"""GeoNames: the dump, then the files of the days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.gazetteer import harvest
from pipeline.gazetteer.catalogue import Source
from pipeline.gazetteer.entity import Name
from pipeline.gazetteer.harvest import Harvest
from tests.gazetteer.publishers import GeoNames, name, place
from tests.server import Reply, Server

Reap = Callable[..., Harvest]
Names = Callable[[], dict[str, Any]]

PLACES = [place(1, "Warszawa", 1_700_000), place(2, "Łódź", 680_000), place(3, "Gdynia", 240_000)]
NAMES = [
    name(11, 1, "en", "Warsaw", "1"),
    name(12, 1, "uk", "Варшава"),
    name(13, 2, "en", "Lodz"),
    name(99, 77, "en", "Elsewhere"),
]
VILLAGE, HILLS = place(5, "Wólka", 300), place(6, "Tatry", 0, kind="T")
TODAY = datetime.now(UTC).date()


@pytest.fixture
def source(server: Server) -> Source:
    dump = server.address + "/dump/"
    return Source(
        kind="geonames",
        url=f"{dump}cities15000.zip",
        alternates=f"{dump}alternateNamesV2.zip",
        daily=dump,
        population=15_000,
    )


def day(ago: int) -> Any:
    return TODAY - timedelta(days=ago)


def test_the_dump_and_its_names(
    server: Server, source: Source, reap: Reap, names: Names, tmp_path: Path
) -> None:
    GeoNames(server, PLACES, NAMES)
    found = reap(source)
    assert found.fresh and found.bad == 0
    assert names() == {"geonames:1": "Warsaw", "geonames:2": "Lodz", "geonames:3": "Gdynia"}
    [warsaw, *_] = harvest.records(tmp_path / "it")
    assert Name("Варшава", "uk") in warsaw.names and warsaw.source == "geonames"


def test_days_bring_it_forward(
    server: Server, source: Source, reap: Reap, names: Names, tmp_path: Path
) -> None:
    dump = GeoNames(server, PLACES, NAMES, days_ago=2)  # it has what changed up to three days ago
    reap(source)
    dump.day(
        day(2),
        modifications=[place(2, "Łódź", 670_000), place(4, "Radom", 210_000), VILLAGE, HILLS],
        deletes=["3\tGdynia\tduplicate"],
        alternateNamesModifications=[
            name(13, 2, "en", "Łódź"),
            name(14, 1, "de", "Warschau"),
            name(15, 4, "ru", "Радом"),
        ],
        alternateNamesDeletes=["12\t1\tВаршава\twrong"],
    )
    dump.day(day(1), modifications=[place(4, "Radom", 205_000)])
    server.asked.clear()
    found = reap(source)
    assert found.fresh and found.state is not None and found.state.version == day(1).isoformat()
    assert names() == {"geonames:1": "Warsaw", "geonames:2": "Łódź", "geonames:4": "Radom"}
    by_id = {record.id: record for record in harvest.records(tmp_path / "it")}
    assert {one.text for one in by_id["geonames:1"].names} == {"Warszawa", "Warschau"}
    assert Name("Радом", "ru") in by_id["geonames:4"].names
    assert not any(path.endswith(".zip") for path in server.paths())
    server.asked.clear()
    assert not reap(source).fresh and server.asked == []
    assert len(list((tmp_path / "it").glob("tables-*"))) <= 2


def test_a_day_that_is_missing_loads_the_dump_again(
    server: Server, source: Source, reap: Reap, names: Names
) -> None:
    GeoNames(server, PLACES, NAMES, days_ago=4)
    reap(source)
    later = GeoNames(server, PLACES[:2], NAMES, days_ago=1)
    later.day(day(3))
    found = reap(source)
    assert found.fresh and set(names()) == {"geonames:1", "geonames:2"}


def test_the_files_of_yesterday_may_be_still_to_come(
    server: Server, source: Source, reap: Reap, names: Names
) -> None:
    dump = GeoNames(server, PLACES, NAMES, days_ago=2)
    reap(source)
    dump.day(day(2), modifications=[place(4, "Radom", 210_000)])
    found = reap(source)
    assert found.fresh and found.state is not None and found.state.version == day(2).isoformat()
    assert "geonames:4" in names()
    again = reap(source)
    assert not again.fresh and again.failure is None and "geonames:4" in names()
    dump.day(day(1), deletes=["4\tRadom\twrong"])
    assert reap(source).fresh and "geonames:4" not in names()


def test_a_server_that_is_busy_keeps_what_was_held(
    server: Server, source: Source, reap: Reap, names: Names
) -> None:
    GeoNames(server, PLACES, NAMES, days_ago=1)
    reap(source)
    server.routes[f"/dump/modifications-{day(1)}.txt"] = Reply(status=503)
    found = reap(source)
    assert "503" in str(found.failure) and len(names()) == 3


def test_a_dump_that_cannot_be_unpacked_comes_again(
    server: Server, source: Source, reap: Reap, names: Names
) -> None:
    GeoNames(server, PLACES, NAMES)
    good = server.routes["/dump/cities15000.zip"]
    assert isinstance(good, Reply)
    server.routes["/dump/cities15000.zip"] = Reply(good.body[:-30], modified=good.modified)
    found = reap(source)
    assert "damaged" in str(found.failure) and "Get it again" in str(found.failure)
    server.routes["/dump/cities15000.zip"] = good
    assert reap(source).fresh and len(names()) == 3


def test_bad_rows_are_told(server: Server, source: Source, reap: Reap, names: Names) -> None:
    GeoNames(server, [*PLACES, "oops", "9\tshort"], NAMES)
    found = reap(source)
    assert found.bad == 2 and len(names()) == 3
    assert "line 4" in str(found.errors[0])
