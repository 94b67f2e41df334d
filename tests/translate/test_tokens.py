from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.config import Settings
from pipeline.errors import PackageError
from pipeline.translate import models
from pipeline.translate.argos import ArgosTranslator
from pipeline.translate.tokens import Alphabet, plain, tokenizer


@pytest.fixture(scope="module")
def folder(settings: Settings) -> Path:
    return models.folder(models.installed(settings)[0], settings)


def test_plain() -> None:
    assert [plain(char) for char in "gğŁß—“’Ж"] == ["g", "g", "L", "ss", "-", '"', "'", "Zh"]
    assert plain("\u064e") == "", "a vowel mark is no letter"


def test_what_the_model_reads_stays_and_the_rest_is_spelt_plainly(folder: Path) -> None:
    alphabet = Alphabet(folder / "model")
    readable = 'São Tomé, ação: "não", 12 %'
    assert alphabet.fit(readable) == readable
    assert alphabet.fit("“Erdoğan” – Łódź") == '"Erdogan" - Lódz'
    assert alphabet.fit("Sa\u0303o") == "São", "letters and their marks are put together first"
    assert alphabet.fit("😀") == "😀", "what has no plain spelling stays"


def test_words_in_a_script_it_cannot_read_are_spelt_as_they_sound(folder: Path) -> None:
    alphabet = Alphabet(folder / "model", "pt")
    assert (
        alphabet.fit("a 신원식 e Щербаков, 王小明 disse")
        == "a Shin Wonsik e Shcherbakov, Wang Xiaoming disse"
    )
    assert alphabet.reads("Łódź") and alphabet.reads("12") and not alphabet.reads("Щербаков")


def test_a_rare_capital_of_a_common_word_stays(folder: Path, translator: ArgosTranslator) -> None:
    alphabet = Alphabet(folder / "model")
    assert alphabet.fit("À saída, Últimas, Óscar") == "À saída, Últimas, Oscar"
    assert translator.translate(["À noite, as tropas deixaram a cidade."], "pt", "en")[0].startswith(
        "At night"
    )


def test_a_model_with_byte_pieces_or_without_a_vocabulary_reads_everything(tmp_path: Path) -> None:
    assert Alphabet(tmp_path).fit("Ğ–") == "Ğ–"
    (tmp_path / "shared_vocabulary.json").write_text(json.dumps(["<0x41>", "a"]))
    assert Alphabet(tmp_path).fit("Ğ–") == "Ğ–"


def test_a_sentencepiece_package_keeps_underscores(folder: Path) -> None:
    pieces = tokenizer(folder, "pt", "en")
    assert pieces.decode(pieces.encode("o ficheiro my_file.txt")) == "o ficheiro my_file.txt"


def test_a_byte_pair_package(tmp_path: Path) -> None:
    (tmp_path / "bpe.model").write_text("#version: 0.2\ng a\nt o</w>\n", encoding="utf-8")
    pieces = tokenizer(tmp_path, "pt", "en")
    assert pieces.encode("O gato.") == ["O", "ga@@", "to", "."]
    assert pieces.decode(["The", "c@@", "at", "."]) == "The cat."


@pytest.mark.parametrize("content", ["#version: 0.2\nonlyone\n", None])
def test_a_broken_tokenizer_is_told(content: str | None, tmp_path: Path) -> None:
    if content is None:
        (tmp_path / "sentencepiece.model").write_bytes(b"no model")
    else:
        (tmp_path / "bpe.model").write_text(content, encoding="utf-8")
    with pytest.raises(PackageError, match="exonym models install pt en"):
        tokenizer(tmp_path, "pt", "en")
