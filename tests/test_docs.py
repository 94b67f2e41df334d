"""The documents name commands and options that there are, leave out no command, and their example runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from pipeline import Pipeline
from pipeline.cli import app
from pipeline.gazetteer import store
from pipeline.gazetteer.entity import Entity, Name

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
# "exonym" in a span or a line of code, and the words after it: up to the span's end, a comment or a pipe.
COMMAND = re.compile(r"(?:`|^ {4}|^\$ |\| )exonym((?: [^\s`#|][^\s`#]*)+)", re.M)


def leaves(command: Any, *path: str) -> Iterator[tuple[str, ...]]:
    for name, sub in command.commands.items():
        yield from leaves(sub, *path, name) if hasattr(sub, "commands") else [(*path, name)]


def named(text: str) -> Iterator[tuple[tuple[str, ...], Any, list[str]]]:
    """Yield the path of each command that a text names, the command (None if there is none), and the rest.

    `history|use` are two commands.
    """

    def follow(group: Any, words: list[str], *path: str) -> Iterator[tuple[tuple[str, ...], Any, list[str]]]:
        for name in words[0].split("|") if words and words[0][0] != "-" else ():
            command = group.commands.get(name)
            if hasattr(command, "commands"):
                yield from follow(command, words[1:], *path, name)
            else:
                yield (*path, name), command, words[1:]

    for found in COMMAND.finditer(text):
        yield from follow(typer.main.get_command(app), found[1].split())


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_commands_and_options_exist(path: Path) -> None:
    for words, command, rest in named(path.read_text(encoding="utf-8")):
        assert command, f"there is no {' '.join(words)}"
        known = {option for param in command.params for option in param.opts}
        given = {option for word in rest for option in re.findall(r"^--?[a-z-]+", word)}
        assert given <= known, " ".join(words)


def test_no_command_is_left_out() -> None:
    told = {words for path in DOCUMENTS for words, *_ in named(path.read_text(encoding="utf-8"))}
    assert set(leaves(typer.main.get_command(app))) <= told


def test_the_example_of_the_library_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = store.write(tmp_path / "world", [Entity(id="1", type="PER", name="Shin Won-sik")])
    former = (Name("Shin Won-sik", "en"),)
    store.write(tmp_path / "world", [Entity(id="1", type="PER", name="Shin Wonsik", names=former)])
    text = (ROOT / "docs" / "gazetteers.md").read_text(encoding="utf-8")
    [code] = re.findall(r"^```python\n(.*?)^```", text, re.M | re.S)
    before = Pipeline(store.Gazetteer(tmp_path / "world" / "versions" / first.version), translate=False)
    names: dict[str, Any] = {"article": before.run("Shin Won-sik spoke.", "en")}
    monkeypatch.chdir(tmp_path)
    exec(code.replace("3f9a…", first.version), names)
    assert names["stage"].redone == 1
    assert names["article"].normalized.text == "Shin Wonsik spoke."
