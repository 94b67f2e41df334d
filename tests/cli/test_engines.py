"""How articles are translated, as the command line has it: memory, glossary, engines."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from .conftest import PORTUGUESE, Run, rows


def translated(run: Run, *arguments: str | Path, lang: str = "pt") -> str:
    result = run("translate", "--lang", lang, "--format", "jsonl", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return str(rows(result.stdout)[0]["translation"]["text"])


def test_the_memory_is_in_the_cache_unless_told_otherwise(
    run: Run, gazetteer: str, portuguese: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXONYM_CACHE", str(tmp_path / "cache"))
    file = tmp_path / "cache" / "memory.sqlite"
    plain = translated(run, "-g", gazetteer, "--no-memory", portuguese)
    assert not file.exists()
    assert translated(run, "-g", gazetteer, portuguese) == plain
    with sqlite3.connect(file) as database:
        assert database.execute("SELECT count(*) FROM memory").fetchone()[0] >= 2
        database.execute("UPDATE memory SET text = 'Sergei Shoigu remembers.'")
    assert "remembers" in translated(run, "-g", gazetteer, portuguese)
    assert translated(run, "-g", gazetteer, "--no-memory", portuguese) == plain


def test_a_glossary(run: Run, gazetteer: str, portuguese: Path, tmp_path: Path) -> None:
    terms = tmp_path / "terms.tsv"
    terms.write_text("tropas\twarfighters\n", encoding="utf-8")
    assert "tropas" in PORTUGUESE
    assert "warfighters" in translated(run, "-g", gazetteer, "--glossary", terms, portuguese)
    terms.write_text("tropas: warfighters\n", encoding="utf-8")
    result = run("run", "-g", gazetteer, "--glossary", terms, portuguese)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{terms}, line 1" in result.stderr and "tab" in result.stderr


def test_an_engine(run: Run, gazetteer: str, portuguese: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert translated(run, "-g", gazetteer, "--engine", "argos", portuguese)
    result = run("run", "-g", gazetteer, "--engine", "bing", portuguese)
    assert result.exit_code == 1
    assert "there is no engine 'bing'" in result.stderr and "Engines: argos, libretranslate" in result.stderr
    monkeypatch.setenv("EXONYM_ENGINE", "libretranslate")
    monkeypatch.setenv("EXONYM_ENGINE_URL", "ftp://127.0.0.1")
    result = run("translate", "-g", gazetteer, "--lang", "pt", portuguese)
    assert result.exit_code == 1 and "ftp://127.0.0.1" in result.stderr
