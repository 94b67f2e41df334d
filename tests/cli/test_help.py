"""Help for every command and option, the version, completion, and how little it all costs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any, get_args

import pytest
import typer

from pipeline.article import EntityType
from pipeline.cli import app, options
from pipeline.language.detect import detector

from .conftest import Run, Spawn


def commands(command: Any, *path: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, sub in getattr(command, "commands", {}).items():
        yield from commands(sub, *path, name)


ALL = dict(commands(typer.main.get_command(app)))
LEAVES = [path for path, command in ALL.items() if not hasattr(command, "commands")]


def test_the_commands_are_there() -> None:
    assert {" ".join(path) for path in LEAVES} == {
        "run", "detect", "translate", "names", "lookup",
        "gazetteer build", "gazetteer refresh", "gazetteer info", "gazetteer history", "gazetteer use",
        "gazetteer rollback", "gazetteer prune", "gazetteer verify", "gazetteer diff", "gazetteer show",
        "gazetteer merges", "gazetteer unmerge", "gazetteer affected", "gazetteer override add",
        "gazetteer override list", "gazetteer override remove", "gazetteer override check",
        "models list", "models install", "models update", "models probe", "models remove",
    }  # fmt: skip


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_everything_has_help(path: tuple[str, ...], run: Run) -> None:
    command = ALL[path]
    assert command.help
    for param in command.params:
        assert getattr(param, "help", None), f"{' '.join(path)}: {param.name} has no help"
    shown = run(*path, "--help")
    assert shown.exit_code == 0
    assert run(*path, "-h").stdout == shown.stdout
    assert len(command.help.splitlines()[0]) <= 64, "it would be cut off in the list of commands"
    assert max(map(len, shown.stdout.splitlines())) <= 80
    if path in LEAVES:
        assert f"exonym {' '.join(path)} " in command.help + " ", "an example"


def test_the_choices_are_those_of_the_library() -> None:
    assert {one.value for one in options.Type} == set(get_args(EntityType))
    for one in options.Detector:
        assert detector(one).name == one


def test_version(run: Run) -> None:
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("exonym ")


def test_completion_can_be_shown(spawn: Spawn) -> None:
    # Typer asks the processes above for their shell, unless told not to: there may be none.
    result = spawn("--show-completion", "bash", env={"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"})
    assert result.returncode == 0
    assert "EXONYM_COMPLETE" in result.stdout


def test_completion_completes(spawn: Spawn) -> None:
    asked = {"_EXONYM_COMPLETE": "complete_bash", "COMP_WORDS": "exonym gazetteer ", "COMP_CWORD": "2"}
    assert {"build", "info"} <= set(spawn(env=asked).stdout.split())


def test_start_is_light(gazetteer: str) -> None:
    heavy = {"rich", "ctranslate2", "trafilatura", "langdetect", "argostranslate"}
    for arguments, none in (
        (["--help"], heavy | {"numpy"}),
        (["lookup", "Szin Won Sik", "--lang", "pl", "-g", gazetteer], heavy),
    ):
        told = subprocess.run(
            [sys.executable, "-c", f"""
import sys
sys.argv[1:] = {arguments!r}
from pipeline.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print(sorted({none!r} & set(sys.modules)), file=sys.stderr)
"""],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert told.stderr.strip() == "[]", arguments
