"""Files that come whole, in pieces, late, altered, or not at all."""

from __future__ import annotations

import hashlib
import multiprocessing
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import FetchError
from pipeline.fetch.client import Client
from pipeline.fetch.download import download
from tests.server import Reply, Server, serving

from .conftest import HASTY

DATA = bytes(range(256)) * 4000
OTHER = DATA[::-1]
DATE = "Fri, 15 Mar 2024 10:00:00 GMT"


def ranges(server: Server) -> list[str | None]:
    return [one.headers.get("Range") for one in server.asked]


def test_a_file_comes_once_and_again_when_it_has_changed(
    server: Server, client: Client, tmp_path: Path
) -> None:
    url, path = f"{server.address}/f", tmp_path / "f"
    server.routes["/f"] = Reply(DATA, etag='"1"', modified=DATE)
    seen: list[tuple[int, int | None]] = []
    first = download(client, url, path, progress=lambda done, total: seen.append((done, total)))
    assert first.fresh and path.read_bytes() == DATA
    assert (first.stamp.etag, first.stamp.modified, first.stamp.bytes) == ('"1"', DATE, len(DATA))
    assert seen[-1] == (len(DATA), len(DATA)) and seen == sorted(seen)
    again = download(client, url, path)
    assert not again.fresh and again.stamp == first.stamp
    assert server.asked[-1].headers["If-None-Match"] == '"1"'
    server.routes["/f"] = Reply(OTHER, etag='"2"')
    assert download(client, url, path).fresh and path.read_bytes() == OTHER


def test_without_an_etag_the_date_tells(server: Server, client: Client, tmp_path: Path) -> None:
    server.routes["/f"] = Reply(DATA, modified=DATE)
    assert [download(client, f"{server.address}/f", tmp_path / "f").fresh for _ in range(2)] == [True, False]
    assert server.asked[-1].headers["If-Modified-Since"] == DATE


def test_a_copy_that_is_not_whole_or_of_another_address_comes_again(
    server: Server, client: Client, tmp_path: Path
) -> None:
    server.routes |= {"/f": Reply(DATA, etag='"1"'), "/g": Reply(OTHER, etag='"1"')}
    path = tmp_path / "f"
    download(client, f"{server.address}/f", path)
    path.write_bytes(DATA[:5])
    assert download(client, f"{server.address}/f", path).fresh
    assert download(client, f"{server.address}/g", path).fresh and path.read_bytes() == OTHER
    (tmp_path / "f.json").write_text("{oops")
    assert download(client, f"{server.address}/g", path).fresh


def test_a_broken_download_is_gone_on_with(server: Server, client: Client, tmp_path: Path) -> None:
    server.routes["/f"] = [Reply(DATA, etag='"1"', cut=cut) for cut in (300_000, 200_000, None)]
    download(client, f"{server.address}/f", tmp_path / "f", checksum=hashlib.sha1(DATA).hexdigest())
    assert (tmp_path / "f").read_bytes() == DATA
    assert ranges(server) == [None, "bytes=300000-", "bytes=500000-"]
    assert server.asked[-1].headers["If-Range"] == '"1"'
    assert not list(tmp_path.glob("*.part"))


def test_the_next_call_goes_on_where_one_failed(server: Server, tmp_path: Path) -> None:
    server.routes["/f"] = Reply(DATA, etag='"1"', cut=300_000)
    once = Client(replace(HASTY, tries=1))
    with pytest.raises(FetchError, match="only"):
        download(once, f"{server.address}/f", tmp_path / "f")
    assert not (tmp_path / "f").exists()
    server.routes["/f"] = Reply(DATA, etag='"1"')
    download(once, f"{server.address}/f", tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == DATA and ranges(server) == [None, "bytes=300000-"]


def test_a_part_of_a_file_that_has_changed_is_dropped(server: Server, tmp_path: Path) -> None:
    once = Client(replace(HASTY, tries=1))
    for etag in ('"1"', "", 'W/"1"'):
        server.routes["/f"] = Reply(DATA, etag=etag, cut=300_000)
        with pytest.raises(FetchError):
            download(once, f"{server.address}/f", tmp_path / "f")
        server.routes["/f"] = Reply(OTHER, etag='"2"')
        download(once, f"{server.address}/f", tmp_path / "f")
        assert (tmp_path / "f").read_bytes() == OTHER
        (tmp_path / "f.json").unlink()


def test_a_server_without_ranges_begins_anew(server: Server, client: Client, tmp_path: Path) -> None:
    server.routes["/f"] = [Reply(DATA, etag='"1"', cut=cut, ranges=False) for cut in (300_000, None)]
    download(client, f"{server.address}/f", tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == DATA


def test_a_file_shorter_than_announced_is_given_up(server: Server, client: Client, tmp_path: Path) -> None:
    announced = {"Content-Length": str(len(DATA) * 3 + 5)}
    for etag in ("", '"1"'):
        server.asked.clear()
        server.routes["/f"] = Reply(DATA * 3, etag=etag, headers=announced, cut=len(DATA) * 3, ranges=False)
        with pytest.raises(FetchError, match="also after 5 tries"):
            download(client, f"{server.address}/f", tmp_path / "f")
        assert len(server.asked) <= 6  # the first megabytes were progress, the same again were none


def test_progress_is_worth_another_try(server: Server, client: Client, tmp_path: Path) -> None:
    server.routes["/f"] = Reply(DATA * 10, etag='"1"', cut=1_100_000)
    download(client, f"{server.address}/f", tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == DATA * 10 and len(server.asked) == 10


def test_a_part_longer_than_the_file_is_dropped(server: Server, client: Client, tmp_path: Path) -> None:
    server.routes["/f"] = [Reply(DATA, etag='"1"', cut=300_000), Reply(b"short", etag='"1"')]
    download(client, f"{server.address}/f", tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == b"short"


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha256"])
def test_a_wrong_checksum_leaves_what_was_there(
    algorithm: str, server: Server, client: Client, tmp_path: Path
) -> None:
    url, path = f"{server.address}/f", tmp_path / "f"
    server.routes["/f"] = Reply(DATA, etag='"1"')
    right = hashlib.new(algorithm, DATA).hexdigest()
    assert download(client, url, path, checksum=right.upper()).fresh
    assert not download(client, url, path, checksum=right).fresh
    server.routes["/f"] = Reply(OTHER, etag='"2"')
    with pytest.raises(FetchError, match=r"its checksum is .*should be .*Try again later"):
        download(client, url, path, checksum=right[::-1])
    assert path.read_bytes() == DATA and not list(tmp_path.glob("*.part"))


def test_a_checksum_of_no_known_kind_is_wrong(server: Server, client: Client, tmp_path: Path) -> None:
    server.routes["/f"] = Reply(DATA)
    with pytest.raises(FetchError, match="a checksum of 3 digits"):
        download(client, f"{server.address}/f", tmp_path / "f", checksum="abc")


def test_a_web_page_is_no_file(server: Server, client: Client, tmp_path: Path) -> None:
    server.routes["/f"] = Reply(b"<!DOCTYPE html><title>Sign in</title>" + b" " * 9000)
    with pytest.raises(FetchError, match="a web page came instead of data"):
        download(client, f"{server.address}/f", tmp_path / "f")
    assert not (tmp_path / "f").exists() and not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("length", [True, False])
def test_too_much_is_not_taken(length: bool, server: Server, client: Client, tmp_path: Path) -> None:
    server.routes["/f"] = Reply(DATA, length=length)
    with pytest.raises(FetchError, match=r"500,000 are accepted.*max_bytes in sources.toml"):
        download(client, f"{server.address}/f", tmp_path / "f", most=500_000)
    assert len(server.asked) == 1 and not (tmp_path / "f").exists()


def _fetch(url: str, path: Path) -> None:
    download(Client(HASTY), url, path)


def test_two_processes_fetch_one_file(tmp_path: Path) -> None:
    with serving() as server:
        server.routes["/f"] = Reply(DATA, etag='"1"')
        context = multiprocessing.get_context("spawn")
        both = [
            context.Process(target=_fetch, args=(f"{server.address}/f", tmp_path / "f")) for _ in range(2)
        ]
        for one in both:
            one.start()
        for one in both:
            one.join(60)
        assert [one.exitcode for one in both] == [0, 0]
        assert len(server.asked) == 2 and server.asked[1].headers.get("If-None-Match") == '"1"'
    assert (tmp_path / "f").read_bytes() == DATA
