"""The translation memory: what it answers, what it forgets, and who may use it at once."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.translate.argos import ArgosTranslator
from pipeline.translate.memory import MAX_CHARACTERS, Memory
from pipeline.translate.names import Sentence, carry
from pipeline.translate.stage import TranslateStage

from .test_names import Scripted, marked


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "deep" / "memory.sqlite")


def test_it_answers_what_it_was_told(memory: Memory) -> None:
    assert memory.recall("v1", "pt", "en", ["Bom dia."]) == {}
    assert not memory.file.exists(), "nothing is written to look something up"
    memory.keep("v1", "pt", "en", {"Bom dia.": "Good day.", "": ""})
    assert memory.recall("v1", "pt", "en", ["Bom dia.", "Boa noite.", ""]) == {
        "Bom dia.": "Good day.",
        "": "",
    }
    for other in (("v2", "pt", "en"), ("v1", "gl", "en"), ("v1", "pt", "de")):
        assert memory.recall(*other, ["Bom dia."]) == {}


def test_many_sentences_and_any_character(memory: Memory) -> None:
    entries = {f"{number} \udc80\x00ğ新": str(number) for number in range(2_500)}
    memory.keep("v", "pt", "en", entries)
    assert memory.recall("v", "pt", "en", list(entries)) == entries


def test_the_oldest_entries_go(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "memory.sqlite", most=10)
    for number in range(25):
        memory.keep("v", "pt", "en", {str(number): "x"})
    known = memory.recall("v", "pt", "en", [str(number) for number in range(25)])
    assert set(known) == {str(number) for number in range(15, 25)}
    memory.keep("v", "pt", "en", {"long": "x" * MAX_CHARACTERS})
    assert memory.recall("v", "pt", "en", ["long"]) == {}


def test_the_engine_is_asked_once(memory: Memory) -> None:
    first, second = Scripted(str.upper), Scripted(str.upper)
    sentences = [Sentence("um"), Sentence("dois"), marked("{Kiev|KYIV} caiu.")]
    outputs = [carry(sentences, engine, "pt", "en", memory) for engine in (first, second)]
    assert outputs[0] == outputs[1]
    assert first.asked == [["um", "dois", "KYIV caiu."]] and second.asked == []
    carry([marked("{Kiev|KIEV} caiu.")], second, "pt", "en", memory)
    assert second.asked == [["KIEV caiu."]], "another form is another sentence"


def test_a_stage_gives_the_same_from_memory(translator: ArgosTranslator, memory: Memory) -> None:
    from pipeline.article import Article

    class Counting(ArgosTranslator):
        asked = 0

        def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
            self.asked += len(sentences)
            return super().translate(sentences, source, target)

    engine = Counting(translator.settings)
    stage = TranslateStage(engine, memory=memory)
    article = Article(id="a", text="O ministro chegou ontem.\nO preço do petróleo caiu.", lang="pt")
    first = stage(article)
    assert engine.asked == 2
    assert stage(article) == first and first == TranslateStage(translator)(article)
    assert engine.asked == 2


@pytest.mark.parametrize("damage", ["no database at all, but some text", "folder"])
def test_a_file_that_cannot_be_used_costs_only_time(
    damage: str, memory: Memory, caplog: pytest.LogCaptureFixture
) -> None:
    memory.file.parent.mkdir()
    if damage == "folder":
        memory.file.mkdir()
    else:
        memory.file.write_text(damage * 100)
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            memory.keep("v", "pt", "en", {"a": "b"})
            assert memory.recall("v", "pt", "en", ["a"]) == {}
    [record] = caplog.records
    assert str(memory.file) in record.getMessage() and "--no-memory" in record.getMessage()


def test_processes_and_threads_share_a_file(memory: Memory) -> None:
    program = """
import sys
from pathlib import Path
from pipeline.translate.memory import Memory
memory, me = Memory(Path(sys.argv[1])), sys.argv[2]
for number in range(100):
    memory.keep("v", "pt", "en", {f"{me} {number}": me, f"all {number}": "same"})
    assert memory.recall("v", "pt", "en", [f"{me} {number}"]) == {f"{me} {number}": me}
"""
    others = [
        subprocess.Popen([sys.executable, "-c", program, str(memory.file), f"process {n}"]) for n in (1, 2)
    ]

    def work(me: str) -> None:
        for number in range(50):
            memory.keep("v", "pt", "en", {f"{me} {number}": me, f"all {number}": "same"})

    threads = [threading.Thread(target=work, args=(f"thread {n}",)) for n in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [other.wait(60) for other in others] == [0, 0]
    with sqlite3.connect(memory.file) as database:
        assert database.execute("SELECT count(*) FROM memory").fetchone() == (400,)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
