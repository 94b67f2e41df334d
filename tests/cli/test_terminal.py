"""What a person sees in a terminal, and what a pipe does not."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
from pathlib import Path
from typing import Any

from .conftest import COMMAND, POLISH, jsonl, rows

_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def in_terminal(*arguments: str | Path, **streams: Any) -> tuple[int, str, str]:
    """Run the command in a terminal of 100 columns; return exit code, what it showed, what it piped.

    `streams` puts one of stdin, stdout and stderr elsewhere.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    process = subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        **({"stdin": theirs, "stdout": theirs, "stderr": theirs} | streams),
        env=os.environ | {"TERM": "xterm-256color"},
    )
    os.close(theirs)
    shown = b""
    piped = b""
    if process.stdout:
        piped = process.stdout.read()
    while True:
        try:
            data = os.read(ours, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not data:
            break
        shown += data
    os.close(ours)
    return process.wait(30), shown.decode(), piped.decode()


def plain(shown: str) -> str:
    return _CODES.sub("", shown).replace("\r\n", "\n")


def test_run_shows_the_text_and_who_is_in_it(gazetteer: str, polish: Path) -> None:
    code, shown, _ = in_terminal("run", "-g", gazetteer, "--no-translate", polish)
    assert code == 0
    assert "\x1b[" in shown
    lines = plain(shown).splitlines()
    assert max(map(len, lines)) <= 100
    assert any(line.startswith("Minister obrony Shin Won-sik spotkał") for line in lines)
    [row] = [line for line in lines if line.startswith("Shin Won-sik ")]
    assert row.split() == ["Shin", "Won-sik", "person", "linked", "Szin", "Won", "Sik,", "Szin"]


def test_what_an_article_shows_is_not_told_beside_it(gazetteer: str, polish: Path) -> None:
    code, shown, _ = in_terminal("run", "-g", gazetteer, polish)
    assert code == 1
    assert " ".join(plain(shown).split()).count("no package to translate") == 1


def test_a_pipe_gets_jsonl_without_colours(gazetteer: str, polish: Path) -> None:
    code, shown, piped = in_terminal("run", "-g", gazetteer, "--no-translate", polish, stdout=subprocess.PIPE)
    assert (code, shown) == (0, "")  # one short article: no bar
    assert rows(piped)[0]["id"] == str(polish)
    assert "\x1b" not in piped


def test_long_work_shows_a_bar_on_standard_error_only(gazetteer: str, tmp_path: Path) -> None:
    articles = tmp_path / "many.jsonl"
    articles.write_text(jsonl(*({"id": str(n), "text": POLISH, "lang": "pl"} for n in range(100))))
    names = tmp_path / "names.jsonl"
    names.write_text(jsonl(*({"id": str(n), "text": "Szin Won Sik"} for n in range(100))))
    for arguments, says in (
        (["run", "--no-translate", articles], "names"),
        (["lookup", "--input", names], "looking up"),
    ):
        code, shown, piped = in_terminal(*arguments, "-g", gazetteer, stdout=subprocess.PIPE)
        assert code == 0
        assert len(rows(piped)) == 100
        assert says in plain(shown)
        assert "100%" in plain(shown)


def test_lookup_in_a_terminal(gazetteer: str) -> None:
    code, shown, _ = in_terminal("lookup", "-g", gazetteer, "Szin Won Sik", "-l", "pl")
    assert code == 0
    assert "\x1b[" in shown
    head, first, *_ = plain(shown).splitlines()
    assert head == "Szin Won Sik  linked"
    assert first.startswith("→ Shin Won-sik")
    assert max(map(len, plain(shown).splitlines())) <= 100


def test_detect_in_a_terminal(polish: Path) -> None:
    _, shown, _ = in_terminal("detect", polish)
    assert plain(shown).split() == ["pl", "100%", str(polish)]


def test_no_colour_if_asked(gazetteer: str, polish: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    for arguments in (["lookup", "Szin Won Sik"], ["run", "--no-translate", polish]):
        _, shown, _ = in_terminal(*arguments, "-g", gazetteer)
        assert not re.search(r"\x1b\[[0-9;]*3[0-9]", shown)


def test_nothing_to_read(gazetteer: str) -> None:
    for command in ("run", "detect", "translate", "names", "lookup"):
        code, shown, _ = in_terminal(command)
        assert code == 2
        assert "pipe" in shown
