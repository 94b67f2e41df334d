"""Commands as processes: piped into each other, cut short, without a network."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pipeline import resources

from .conftest import COMMAND, POLISH, Run, jsonl, rows

WAGNER = resources.models().parent / "articles" / "pt-wagner.txt"
EXONYM = shlex.join(COMMAND)


def shell(line: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", line],
        env=os.environ | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def timeless(output: str) -> list[dict[str, Any]]:
    found = rows(output)
    for row in found:
        for outcome in row["outcomes"]:
            assert outcome.pop("seconds") >= 0
    return found


@pytest.mark.parametrize("which", ["portuguese", "polish"])
def test_stages_in_a_pipe_equal_run(gazetteer: str, polish: Path, which: str) -> None:
    article, g = {"portuguese": WAGNER, "polish": polish}[which], f"-g {shlex.quote(gazetteer)}"
    piped = shell(f"{EXONYM} detect {article} | {EXONYM} translate {g} | {EXONYM} names {g}")
    at_once = shell(f"{EXONYM} run {g} {article}")
    assert timeless(piped.stdout) == timeless(at_once.stdout)
    assert piped.stderr == at_once.stderr  # what the Polish one lacks is said once, in the same words
    [row] = rows(piped.stdout)
    assert row["normalized"]["of"] == {"portuguese": "translation", "polish": "source"}[which]
    assert {"portuguese": "Yevgeny Prigozhin", "polish": "Shin Won-sik"}[which] in row["normalized"]["text"]


def test_a_stage_can_be_left_out(run: Run, gazetteer: str, polish: Path) -> None:
    piped = run("names", "-g", gazetteer, input=run("detect", polish).stdout)
    at_once = run("run", "-g", gazetteer, "--no-translate", polish)
    assert timeless(piped.stdout) == timeless(at_once.stdout)


def test_the_first_line_is_enough(gazetteer: str, tmp_path: Path) -> None:
    articles = tmp_path / "many.jsonl"
    articles.write_text(jsonl(*({"id": str(n), "text": POLISH * 5, "lang": "pl"} for n in range(300))))
    names = tmp_path / "names.jsonl"
    names.write_text(jsonl(*({"id": str(n), "text": "Szin Won Sik"} for n in range(2000))))
    for command in (f"run --no-translate {articles}", f"lookup --input {names}"):
        line = f"{EXONYM} {command} -g {shlex.quote(gazetteer)} | head -1; echo ${{PIPESTATUS[0]}}"
        told = shell(line)
        first, status = told.stdout.splitlines()
        assert json.loads(first)["id"] == "0"
        assert (status, told.stderr) == ("0", "")


def test_a_name_is_answered_as_soon_as_it_comes(gazetteer: str) -> None:
    process = subprocess.Popen(
        [*COMMAND, "lookup", "-g", gazetteer, "-l", "pl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin and process.stdout
    for name in ("Szojgu", "Seul"):
        process.stdin.write(f"{name}\n".encode())
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == name
    process.communicate(timeout=30)
    assert process.returncode == 0


def test_a_full_disk_is_told(gazetteer: str, polish: Path) -> None:
    told = shell(f"{EXONYM} run --no-translate -g {shlex.quote(gazetteer)} {polish} > /dev/full")
    assert told.returncode == 1
    assert told.stderr == (
        "exonym: cannot write the output: No space left on device\n"
        "  Make room, or write elsewhere: --output FILE\n"
    )


def test_closed_streams_are_no_trouble(gazetteer: str) -> None:
    told = shell(f"{EXONYM} lookup -g {shlex.quote(gazetteer)} Szojgu >&- <&-")
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["interrupted", "stopped"])
def test_cut_short(gazetteer: str, tmp_path: Path, number: signal.Signals) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("what was there before\n")
    process = subprocess.Popen(
        [*COMMAND, "run", "--no-translate", "-g", gazetteer, "-", "-o", str(out)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # whoever runs this may ignore it
    )
    assert process.stdin and process.stderr
    # Blank lines make up a block, as standard input is read in blocks.
    process.stdin.write(jsonl({"id": "1", "text": POLISH}, {"id": "2"}).encode() + b"\n" * 50_000)
    process.stdin.flush()
    assert b"stdin, line 2" in process.stderr.readline()  # it is at work now
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 128 + number
    assert b"Traceback" not in said
    assert out.read_text() == "what was there before\n"
    assert list(tmp_path.iterdir()) == [out]


def test_without_a_network(records: Path, gazetteer: str, portuguese: Path, tmp_path: Path) -> None:
    commands = [
        ["run", "-g", gazetteer, portuguese],
        ["detect", portuguese],
        ["lookup", "-g", gazetteer, "Szojgu"],
        ["gazetteer", "build", records, "-o", tmp_path / "G", "--only"],
        ["gazetteer", "info", "-g", gazetteer],
        ["models", "list"],
        ["models", "list", "--available"],
    ]
    told = subprocess.run(
        [sys.executable, "-c", _CUT_OFF, json.dumps(commands, default=str)],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    # The last one has to try, which shows that the hook works.
    assert (told.returncode, told.stdout.splitlines()) == (99, ["0"] * 6), told.stderr


_CUT_OFF = """
import json, os, sys
from typer.testing import CliRunner
from pipeline.cli import app

def hook(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
        os._exit(99)

sys.addaudithook(hook)
for command in json.loads(sys.argv[1]):
    print(CliRunner().invoke(app, command).exit_code, flush=True)
"""
