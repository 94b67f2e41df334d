"""A small gazetteer, articles, and two ways to run the command: inside this process and as its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.gazetteer.build import build

Run = Callable[..., Result]
Spawn = Callable[..., "subprocess.CompletedProcess[str]"]

COMMAND = (sys.executable, "-m", "pipeline")
RECORDS: list[dict[str, Any]] = [
    {
        "id": "per.shin-won-sik",
        "type": "PER",
        "name": "Shin Won-sik",
        "family": "Shin",
        "names": [{"text": "Szin Won Sik", "lang": "pl"}],
        "description": "Defence minister of South Korea 2023-2024",
    },
    {"id": "per.lloyd-austin", "type": "PER", "name": "Lloyd Austin", "family": "Austin"},
    {"id": "per.yevgeny-prigozhin", "type": "PER", "name": "Yevgeny Prigozhin", "family": "Prigozhin"},
    {"id": "per.sergei-shoigu", "type": "PER", "name": "Sergei Shoigu", "family": "Shoigu"},
    {"id": "loc.seoul", "type": "LOC", "name": "Seoul", "names": [{"text": "Seul", "lang": "pl"}]},
    {"id": "loc.paris-fr", "type": "LOC", "name": "Paris", "country": "FR"},
    {"id": "loc.paris-us", "type": "LOC", "name": "Paris", "country": "US"},
]
POLISH = (
    "Minister obrony Szin Won Sik spotkał się w czwartek z szefem Pentagonu. "
    "Po rozmowach Szin zapowiedział, że wojsko będzie ostrzegać mieszkańców szybciej niż dotąd.\n"
)
PORTUGUESE = (
    "O ministro da Defesa, Serguei Choigu, disse na quinta-feira que as tropas vão deixar a cidade. "
    "Choigu não respondeu às perguntas dos jornalistas.\n"
)


def jsonl(*records: Mapping[str, Any]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the command sees: no packages but the bundled one, no index, a cache that the session shares."""
    root = tmp_path_factory.mktemp("exonym")
    return {
        "EXONYM_CACHE": str(root / "cache"),
        "ARGOS_PACKAGES_DIR": str(root / "packages"),
        "ARGOS_PACKAGE_INDEX": "http://127.0.0.1:9/",
    }


@pytest.fixture(autouse=True)
def _environment(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for name in ("FORCE_COLOR", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("records") / "people.jsonl"
    path.write_text(jsonl(*RECORDS), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def gazetteer(records: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of a gazetteer of those records."""
    folder = tmp_path_factory.mktemp("gazetteer")
    build([records], folder)
    return str(folder)


@pytest.fixture
def polish(tmp_path: Path) -> Path:
    path = tmp_path / "pl.txt"
    path.write_text(POLISH, encoding="utf-8")
    return path


@pytest.fixture
def portuguese(tmp_path: Path) -> Path:
    path = tmp_path / "pt.txt"
    path.write_text(PORTUGUESE, encoding="utf-8")
    return path


@pytest.fixture
def run() -> Run:
    """Run the command in this process; `.stdout`, `.stderr` and `.exit_code` tell what came of it."""

    def call(*arguments: str | Path, input: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(app, [str(one) for one in arguments], input=input)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


@pytest.fixture
def spawn() -> Spawn:
    """Run the command as a process of its own."""

    def call(*arguments: str | Path, env: Mapping[str, str] | None = None, **more: Any) -> Any:
        if "input" not in more:
            more.setdefault("stdin", subprocess.DEVNULL)
        return subprocess.run(
            [*COMMAND, *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, **(env or {})},
            timeout=60,
            check=False,
            **more,
        )

    return call
