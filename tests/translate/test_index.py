"""Installing over HTTP, from a server that gives out an index in the form of the public Argos one."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import Settings
from pipeline.errors import NoModelError, PackageError, TranslationError
from pipeline.translate import models
from pipeline.translate.argos import ArgosTranslator
from pipeline.translate.engine import Pair
from pipeline.translate.index import Offer, download, index_address, version_key
from tests.server import Reply, Server, files, serving

Serve = Callable[..., Settings]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of a server of the test's files."""
    with serving() as server:
        server.otherwise = files(tmp_path)
        yield server.address


@pytest.fixture
def serve(tmp_path: Path, address: str, own: Settings) -> Serve:
    """Return a function that serves an index of these entries and gives the settings to use it with."""

    def start(*entries: Any) -> Settings:
        (tmp_path / "index.json").write_text(json.dumps(entries))
        return dataclasses.replace(own, index=address + "/")

    return start


def entry(source: str, target: str, *links: str, version: str = "1.0", **more: Any) -> dict[str, Any]:
    return {
        "package_version": version,
        "argos_version": "1.5",
        "from_code": source,
        "from_name": source.upper(),
        "to_code": target,
        "to_name": target.upper(),
        "code": f"translate-{source}_{target}",
        "type": "translate",
        "links": list(links),
    } | more


def test_index_address() -> None:
    for given in ("http://a/b", "http://a/b/", "http://a/b/index.json"):
        assert index_address(given) == "http://a/b/index.json"
    assert index_address("http://a/mine.json") == "http://a/mine.json"


def test_versions_sort_as_numbers() -> None:
    assert sorted(["1.10", "1.9", "1.0", "2"], key=version_key) == ["1.0", "1.9", "1.10", "2"]


def test_available_lists_the_newest_of_each_pair(serve: Serve) -> None:
    settings = serve(
        entry("pl", "en", "http://a/1", version="1.9"),
        entry("pl", "en", "ipfs://x", "http://a/2", version="1.10"),
        entry("en", "pl", "ipfs://only"),
        entry("de", "de", "http://a/3", type="sbd"),
        "nonsense",
        {"from_code": "x"},
    )
    [offer] = models.available(settings)
    assert (str(offer.pair), offer.version, offer.links) == ("pl-en", "1.10", ("http://a/2",))
    assert offer.from_name == "PL"


def test_a_package_is_installed_from_the_index_and_translates(
    serve: Serve, address: str, make_package: Callable[..., Path]
) -> None:
    package = make_package("gl", "en", package_version="1.2")
    settings = serve(entry("gl", "en", f"{address}/gone", f"{address}/{package.name}", version="1.2"))
    seen: list[tuple[int, int | None]] = []
    [done] = models.install(("gl", "en"), settings, lambda got, total: seen.append((got, total)))
    assert (str(done.pair), done.version, done.bundled) == ("gl-en", "1.2", False)
    assert done.path == settings.packages / "translate-gl_en-1_2"
    assert seen[-1] == (package.stat().st_size,) * 2 and seen == sorted(seen)
    [text] = ArgosTranslator(settings).translate(["O presidente chegou a Lisboa."], "gl", "en")
    assert "president" in text.lower() and "Lisbon" in text


def test_a_pair_through_english_is_installed_as_two(
    serve: Serve, address: str, make_package: Callable[..., Path]
) -> None:
    first, second = make_package("gl", "en"), make_package("en", "ca")
    settings = serve(
        entry("gl", "en", f"{address}/{first.name}"), entry("en", "ca", f"{address}/{second.name}")
    )
    assert [str(package.pair) for package in models.install(("gl", "ca"), settings)] == ["gl-en", "en-ca"]
    assert ArgosTranslator(settings).supports("gl", "ca")


def test_a_cut_download_installs_nothing(own: Settings, make_package: Callable[..., Path]) -> None:
    with serving() as server:
        offered = [entry("gl", "en", f"{server.address}/package")]
        server.routes["/index.json"] = Reply(json.dumps(offered).encode())
        server.routes["/package"] = Reply(make_package("gl", "en").read_bytes(), cut=1000)
        settings = dataclasses.replace(own, index=server.address + "/")
        with pytest.raises(TranslationError, match=r"models install FILE"):
            models.install(("gl", "en"), settings)
    assert list(settings.packages.iterdir()) == []


CONTENT = bytes(range(256)) * 4_000
CUTS = [Reply(CONTENT, etag='"1"', cut=300_000), Reply(CONTENT, etag='"1"', cut=300_000)]


def offer(server: Server, sha256: str = "") -> Offer:
    return Offer(Pair("pl", "en"), "Polish", "English", "1.0", (f"{server.address}/model",), sha256)


def ranges(server: Server) -> list[str | None]:
    return [one.headers.get("Range") for one in server.asked]


def test_a_broken_download_is_gone_on_with(tmp_path: Path) -> None:
    with serving() as server:
        server.routes["/model"] = [*CUTS, Reply(CONTENT, etag='"1"')]
        download(offer(server, hashlib.sha256(CONTENT).hexdigest()), tmp_path / "out", tmp_path / "parts")
    assert (tmp_path / "out").read_bytes() == CONTENT
    assert ranges(server) == [None, "bytes=300000-", "bytes=600000-"]
    assert server.asked[0].headers["User-Agent"] == "exonym (for ArgosTranslate)"


def test_the_next_call_goes_on_where_one_failed(tmp_path: Path) -> None:
    with serving() as server:
        server.routes["/model"] = Reply(CONTENT, etag='"1"', cut=100)
        with pytest.raises(TranslationError, match="bytes came"):
            download(offer(server), tmp_path / "out", tmp_path / "parts")
        assert not (tmp_path / "out").exists()
        server.routes["/model"] = Reply(CONTENT, etag='"1"')
        download(offer(server), tmp_path / "elsewhere", tmp_path / "parts")
    assert (tmp_path / "elsewhere").read_bytes() == CONTENT
    assert ranges(server)[-1] == "bytes=300-"


def test_another_file_than_the_index_states_is_refused(tmp_path: Path) -> None:
    with serving() as server:
        server.routes["/model"] = Reply(CONTENT)
        with pytest.raises(TranslationError, match="its checksum is"):
            download(offer(server, "0" * 64), tmp_path / "out", tmp_path / "parts")
    assert not (tmp_path / "out").exists()


def test_a_package_for_other_languages_than_promised_is_refused(
    serve: Serve, address: str, make_package: Callable[..., Path]
) -> None:
    package = make_package("gl", "en")
    settings = serve(entry("pl", "en", f"{address}/{package.name}"))
    with pytest.raises(PackageError, match="promised pl-en"):
        models.install(("pl", "en"), settings)
    assert list(settings.packages.iterdir()) == []


def test_a_pair_that_is_not_offered(serve: Serve) -> None:
    with pytest.raises(NoModelError, match="no package from xx to en"):
        models.install(("xx", "en"), serve(entry("pl", "en", "http://a/1")))


@pytest.mark.parametrize("body", ["", "{}", "[[[", "[" * 100_000])
def test_a_broken_index_is_told(body: str, serve: Serve, tmp_path: Path) -> None:
    settings = serve()
    (tmp_path / "index.json").write_text(body)
    with pytest.raises(TranslationError, match="ARGOS_PACKAGE_INDEX"):
        models.available(settings)


@pytest.mark.parametrize("index", ["http://127.0.0.1:9/", "file:///etc/"])
def test_an_index_that_cannot_be_reached_is_told(index: str, own: Settings) -> None:
    with pytest.raises(TranslationError, match=r"cannot be reached.*models install FILE"):
        models.available(dataclasses.replace(own, index=index))
