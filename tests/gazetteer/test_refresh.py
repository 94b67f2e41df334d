"""Refreshing a gazetteer: sources put together, compared, guarded, swapped in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from filelock import FileLock

from pipeline.errors import GazetteerError
from pipeline.fetch.client import Manners
from pipeline.gazetteer import shipped, store, versions
from pipeline.gazetteer.catalogue import Catalogue, Policy, Source
from pipeline.gazetteer.entity import Entity
from pipeline.gazetteer.refresh import Loss, Report, refresh
from pipeline.gazetteer.store import Gazetteer
from tests.server import Reply, Server

from .publishers import INDEX, OpenSanctions, person

HASTY = Manners(tries=2, pause=0.01, timeout=2.0)
Refresh = Callable[..., Report]


@pytest.fixture
def dataset(server: Server) -> OpenSanctions:
    made = OpenSanctions(server)
    made.publish("1", *(person(f"NK-{n}", f"Politician Number{n}") for n in range(40)))
    return made


@pytest.fixture
def known(server: Server, tmp_path: Path) -> Catalogue:
    staff = tmp_path / "staff.csv"
    staff.write_text("id,name,type\nper.a,Ana Horvat,PER\nper.b,Ivo Novak,PER\n")
    return Catalogue(
        refresh=Policy(keep=3),
        sources={
            "shipped": Source(kind="shipped"),
            "opensanctions": Source(
                kind="opensanctions",
                url=server.address + INDEX,
                use=True,
                licence="CC BY-NC 4.0",
                attribution="OpenSanctions",
            ),
            "staff": Source(kind="table", url=str(staff), use=True),
            "more": Source(kind="ftm", url=f"{server.address}/more.json"),
        },
    )  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "G"


@pytest.fixture
def again(root: Path, known: Catalogue) -> Refresh:
    def call(*names: str, catalogue: Catalogue = known, **more: object) -> Report:
        return refresh(root, names, catalogue=catalogue, manners=HASTY, **more)  # type: ignore[arg-type]

    return call


def test_a_new_gazetteer_is_made_of_the_sources_in_use(
    dataset: OpenSanctions, again: Refresh, root: Path, server: Server
) -> None:
    report = again()
    opened = Gazetteer.open(root)
    assert report.before is None and report.changes == () and report.renewed
    assert opened.manifest.sources == {"opensanctions": 40, "own": 2}
    first, second = opened.manifest.origins
    assert (first.source, first.version, first.licence) == ("opensanctions", "1", "CC BY-NC 4.0")
    assert first.files[1].at == f"{server.address}/artifacts/default/1/entities.ftm.json"
    assert first.files[1].etag == '"1"' and first.files[1].fetched.tzinfo is not None
    assert (second.source, second.kind, second.entities) == ("staff", "table", 2)


def test_nothing_new(dataset: OpenSanctions, again: Refresh, root: Path, server: Server) -> None:
    again()
    before = (root / "CURRENT").stat().st_mtime_ns
    server.asked.clear()
    report = again()
    assert not report.renewed and server.paths() == [INDEX]
    assert (root / "CURRENT").stat().st_mtime_ns == before


def test_a_refresh_tells_what_changed(dataset: OpenSanctions, again: Refresh, root: Path) -> None:
    first = again().manifest
    dataset.publish("2", person("NK-0", "Politician Renamed"), person("NK-100", "Kaja Kallas"), gone=["NK-1"])
    report = again()
    assert first is not None and report.before == first.version
    assert [(change.kind, change.id) for change in report.changes] == [
        ("added", "NK-100"), ("removed", "NK-1"), ("renamed", "NK-0"),
    ]  # fmt: skip
    opened = Gazetteer.open(root)
    assert report.manifest == opened.manifest
    assert opened.find("NK-100") and not opened.find("NK-1")
    assert versions.rollback(root) == first.version
    assert Gazetteer.open(root).find("NK-1")


def test_a_dry_run_changes_nothing(dataset: OpenSanctions, again: Refresh, root: Path) -> None:
    report = again(dry_run=True)
    assert report.manifest is None and report.renewed and store.current(root) is None
    first = again().manifest
    dataset.publish("2", gone=[f"NK-{n}" for n in range(30)])
    report = again(dry_run=True)
    assert len(report.changes) == 30 and report.manifest is None
    assert first is not None and Gazetteer.open(root).version == first.version


def test_a_shrinking_source_is_stopped(dataset: OpenSanctions, again: Refresh, root: Path) -> None:
    first = again().manifest
    dataset.publish("2", gone=[f"NK-{n}" for n in range(5)])
    with pytest.raises(GazetteerError, match=r"opensanctions: 5 of 40 entities \(12%\); 10% may"):
        again()
    assert first is not None and Gazetteer.open(root).version == first.version
    seen: list[Sequence[Loss]] = []

    def accept(losses: Sequence[Loss]) -> bool:
        seen.append(losses)
        return True

    assert again(accept=accept).manifest is not None
    assert seen == [[Loss("opensanctions", 5, 40)]] and len(Gazetteer.open(root)) == 37


def test_a_small_loss_passes_and_a_lost_source_does_not(
    dataset: OpenSanctions, again: Refresh, known: Catalogue, root: Path
) -> None:
    again()
    dataset.publish("2", gone=["NK-1", "NK-2", "NK-3", "NK-4"])
    assert again().renewed
    Path(known.sources["staff"].url).write_text("id,name,type\nper.a,Ana Horvat,PER\n")
    assert again().renewed, "one of two is no sign of trouble"
    without = Catalogue(sources={"opensanctions": known.sources["opensanctions"]})
    with pytest.raises(GazetteerError, match=r"own: 1 of 1 entities \(100%\)"):
        again(catalogue=without)


def test_records_of_files_that_no_source_has_are_told(again: Refresh, known: Catalogue, root: Path) -> None:
    store.write(root, [Entity(id="mine.1", type="PER", name="Ivo Ivić")])
    with pytest.raises(GazetteerError, match=r"own: 1 of 1 entities.* built from files"):
        again(catalogue=known)


def test_entities_that_were_merged_are_no_loss(server: Server, again: Refresh, known: Catalogue) -> None:
    dataset = OpenSanctions(server)
    dataset.publish("1", *(person(f"NK-{n}", f"Politician Number{n}") for n in range(20)))
    again()
    merged = [person(f"Q{n}", f"Politician Number{n}") | {"referents": [f"NK-{n}"]} for n in range(20)]
    dataset.publish("2", *merged, gone=[f"NK-{n}" for n in range(20)])
    report = again()
    assert {change.kind for change in report.changes} == {"added", "merged"}


def test_a_source_that_fails_keeps_what_it_gave(
    dataset: OpenSanctions, again: Refresh, server: Server, root: Path, known: Catalogue
) -> None:
    again()
    server.routes[INDEX] = Reply(b"<html><title>Wartung</title>")
    Path(known.sources["staff"].url).write_text("id,name,type\nper.a,Ana Horvat,PER\nper.c,Mia Kos,PER\n")
    report = again()
    assert "a web page came" in str(report.harvests["opensanctions"].failure)
    assert report.renewed and len(Gazetteer.open(root)) == 42
    assert Gazetteer.open(root).find("per.c")


def test_sources_are_added_by_naming_them_and_stay(
    dataset: OpenSanctions, again: Refresh, server: Server, root: Path
) -> None:
    again()
    line = b'{"id": "x", "schema": "Person", "properties": {"name": ["Tibor Navracsics"]}}\n'
    server.routes["/more.json"] = Reply(line, etag='"1"')
    server.asked.clear()
    again("more")
    assert server.paths() == ["/more.json"], "only what is named is asked"
    assert Gazetteer.open(root).manifest.sources == {"more": 1, "opensanctions": 40, "own": 2}
    server.asked.clear()
    assert not again().renewed
    assert set(server.paths()) == {"/more.json", INDEX}


def test_what_is_in_use_is_fetched_the_first_time_although_another_is_named(
    dataset: OpenSanctions, again: Refresh, root: Path
) -> None:
    again("staff")
    assert Gazetteer.open(root).manifest.sources == {"opensanctions": 40, "own": 2}


def test_the_shipped_entities_are_a_source(dataset: OpenSanctions, again: Refresh, root: Path) -> None:
    again("shipped", "opensanctions")
    opened = Gazetteer.open(root)
    origin = opened.manifest.origins[0]
    assert (origin.source, origin.version) == ("shipped", store.manifest(shipped.shipped()).version)
    assert len(opened) > 2000 and opened.find("NK-1")


def test_a_name_that_is_not_known(again: Refresh, root: Path) -> None:
    with pytest.raises(GazetteerError, match=r"no source geoname. There are: shipped, opensanctions, staff"):
        again("geoname")


def test_nothing_to_make_it_of(again: Refresh, server: Server) -> None:
    alone = Catalogue(
        sources={"opensanctions": Source(kind="opensanctions", url=server.address + INDEX, use=True)}
    )
    with pytest.raises(GazetteerError, match=r"no record is there.*answers 404"):
        again(catalogue=alone)
    with pytest.raises(GazetteerError, match=r"no record is there.*refresh SOURCE"):
        again(catalogue=Catalogue())


def test_one_refresh_at_a_time(again: Refresh, root: Path) -> None:
    (root / "sources").mkdir(parents=True)
    with (
        FileLock(root / "sources" / ".lock"),
        pytest.raises(GazetteerError, match=r"another refresh of .* is at work\. Wait"),
    ):
        again()


def test_old_versions_go(dataset: OpenSanctions, again: Refresh, root: Path) -> None:
    for n in range(6):
        dataset.publish(str(n + 2), person("NK-0", f"Politician Renamed{'x' * n}"))
        report = again()
    assert len(versions.history(root)) == 3 and len(report.pruned) == 1
    assert all(versions.damage(Path(one.folder)) == [] for one in versions.history(root))


def test_the_same_records_from_elsewhere_are_the_same_version(
    dataset: OpenSanctions, again: Refresh, root: Path
) -> None:
    first = again().manifest
    dataset.publish("2")
    second = again().manifest
    assert first is not None and second is not None and first.version == second.version
    assert Gazetteer.open(root).manifest.origins[0].version == "2"
    assert versions.damage(root / "versions" / first.version) == []


def test_a_gazetteer_built_from_files_may_be_refreshed(
    dataset: OpenSanctions, again: Refresh, root: Path
) -> None:
    store.write(root, [Entity(id=f"per.{n}", type="PER", name=f"Person Number{n}") for n in range(20)])
    with pytest.raises(GazetteerError, match="own: 20 of 20"):
        again()


def test_a_decision_is_a_reason_to_put_together_again(
    dataset: OpenSanctions, again: Refresh, root: Path
) -> None:
    again()
    (root / "overrides.jsonl").write_text("")
    assert again().renewed and not again().renewed


def test_decisions_that_cannot_be_read_stop_it(dataset: OpenSanctions, again: Refresh, root: Path) -> None:
    first = again().manifest
    dataset.publish("2", person("NK-100", "Kaja Kallas"))
    (root / "overrides.jsonl").write_text("{oops\n")
    with pytest.raises(GazetteerError, match=r"overrides\.jsonl"):
        again()
    (root / "overrides.jsonl").unlink()
    assert first is not None and Gazetteer.open(root).version == first.version


def test_a_version_that_is_damaged_is_mended(dataset: OpenSanctions, again: Refresh, root: Path) -> None:
    first = again().manifest
    assert first is not None
    (root / "versions" / first.version / "entities.sqlite").unlink()
    assert again().renewed and len(Gazetteer.open(root)) == 42
