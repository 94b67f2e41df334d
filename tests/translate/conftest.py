"""Packages and a translator for the tests: the embedded model itself, or copies of it under other codes."""

from __future__ import annotations

import json
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline import resources
from pipeline.config import Settings
from pipeline.translate.argos import ArgosTranslator

EMBEDDED = resources.models() / "translate-pt_en.argosmodel"

MakePackage = Callable[..., Path]


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a machine with nothing installed; its cache lives as long as the session."""
    root = tmp_path_factory.mktemp("exonym")
    return Settings(cache=root / "cache", packages=root / "packages", index="http://127.0.0.1:9/")


@pytest.fixture(scope="session")
def translator(settings: Settings) -> ArgosTranslator:
    return ArgosTranslator(settings)


@pytest.fixture
def own(tmp_path: Path, settings: Settings) -> Settings:
    """Settings with a packages folder of the test's own, and the session's cache."""
    return Settings(cache=settings.cache, packages=tmp_path / "own-packages", index=settings.index)


@pytest.fixture
def make_package(tmp_path: Path) -> MakePackage:
    """Return a function that writes the embedded model as a package for other languages."""

    def make(source: str, target: str, *, name: str = "", **metadata: Any) -> Path:
        path = tmp_path / (name or f"translate-{source}_{target}.argosmodel")
        described = {"package_version": "1.0", "from_code": source, "to_code": target} | metadata
        with zipfile.ZipFile(EMBEDDED) as embedded, zipfile.ZipFile(path, "w") as copy:
            for member in embedded.namelist():
                inner = member.split("/", 1)[1]
                data = embedded.read(member) if inner != "metadata.json" else json.dumps(described).encode()
                copy.writestr(f"{source}_{target}/{inner}", data)
        return path

    return make


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every attempt to reach the network fail the test."""

    def refuse(*args: object, **named: object) -> None:
        raise AssertionError(f"the network was used: {args}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
