"""Engines by name: a CTranslate2 folder, Apertium where it is installed, and what others register."""

from __future__ import annotations

import dataclasses
import json
import shutil
import sys
from pathlib import Path

import pytest

from pipeline.config import Settings
from pipeline.errors import NoModelError, PackageError, TranslationError
from pipeline.translate import engines, models
from pipeline.translate.apertium import Apertium
from pipeline.translate.argos import ArgosTranslator
from pipeline.translate.folder import FolderTranslator
from pipeline.translate.names import carry
from pipeline.translate.services import Chat, LibreTranslate

from .test_names import marked

SENTENCE = "O ministro chegou ontem a Lisboa."


@pytest.fixture
def opus(settings: Settings, tmp_path: Path) -> Path:
    """The embedded model as the converters leave an OPUS-MT model."""
    embedded = models.folder(models.installed(settings)[0], settings)
    folder = tmp_path / "opus-mt-pt-en"
    shutil.copytree(embedded / "model", folder)
    for side in ("source", "target"):
        shutil.copy(embedded / "sentencepiece.model", folder / f"{side}.spm")
    return folder


def opened(settings: Settings, folder: Path) -> FolderTranslator:
    engine = engines.opened(dataclasses.replace(settings, engine="ctranslate2", engine_model=str(folder)))
    assert isinstance(engine, FolderTranslator)
    return engine


def test_an_opus_folder_translates_as_the_package_does(
    opus: Path, settings: Settings, translator: ArgosTranslator
) -> None:
    engine = opened(settings, opus)
    assert engine.pairs() == {("pt", "en")}
    assert engine.translate([SENTENCE, " "], "pt-BR", "en") == translator.translate(
        [SENTENCE, " "], "pt", "en"
    )
    assert engine.version("pt", "en").startswith("ctranslate2/opus-mt-pt-en-")
    assert engine.placeholder("pt", "en") == "X{}"
    assert engine.locate(SENTENCE, [(27, 32)], "pt", "en") == translator.locate(
        SENTENCE, [(27, 32)], "pt", "en"
    )
    [carried] = carry([marked("{Zelenski|Zelenskyy} visitou {Kiev|Kyiv}.")], engine, "pt", "en")
    assert carried.text == "Zelenskyy visited Kyiv."
    with pytest.raises(NoModelError, match="does not translate pl into en, but pt-en"):
        engine.translate(["Tak."], "pl", "en")


def test_a_model_that_does_not_end_sentences_itself_is_given_the_end(
    opus: Path, settings: Settings, translator: ArgosTranslator
) -> None:
    config = json.loads((opus / "config.json").read_text())
    (opus / "config.json").write_text(json.dumps(config | {"add_source_eos": False}))
    assert opened(settings, opus).translate([SENTENCE], "pt", "en") == translator.translate(
        [SENTENCE], "pt", "en"
    )


def test_a_model_of_many_languages_is_told_them_by_tokens(opus: Path, settings: Settings) -> None:
    folder = opus.rename(opus.parent / "nllb")
    (folder / "source.spm").rename(folder / "sentencepiece.bpe.model")
    pieces = json.loads((folder / "shared_vocabulary.json").read_text())
    # Two rare pieces of the embedded model stand for the tokens that an NLLB model has.
    pieces[-1], pieces[-2] = "por_Latn", "eng_Latn"
    (folder / "shared_vocabulary.json").write_text(json.dumps(pieces))
    engine = opened(settings, folder)
    assert engine.pairs() == {("por_Latn", "eng_Latn"), ("eng_Latn", "por_Latn")}
    assert (
        engine.supports("pt-BR", "en") and not engine.supports("pl", "en") and not engine.supports("pt", "pt")
    )
    model = engine._model("pt", "en")
    assert (model.before, model.prefix) == (("por_Latn",), "eng_Latn")
    [text] = engine.translate([SENTENCE], "pt", "en")
    assert "minister" in text.lower() and "Latn" not in text
    text, [place] = engine.locate(SENTENCE, [(27, 32)], "pt", "en")
    assert "Latn" not in text and (place is None or 0 <= place[0] < place[1] <= len(text))


def test_a_folder_that_is_no_model_is_told(opus: Path, settings: Settings, tmp_path: Path) -> None:
    for folder, says in ((tmp_path, "no model.bin"), (Path(), "needs the folder")):
        told = dataclasses.replace(
            settings, engine="ctranslate2", engine_model=str(folder) if folder.name else ""
        )
        with pytest.raises(TranslationError, match=says):
            engines.opened(told)
    (opus / "target.spm").unlink()
    with pytest.raises(PackageError, match=r"source\.spm with target\.spm"):
        opened(settings, opus).translate([SENTENCE], "pt", "en")


@pytest.mark.skipif(not shutil.which("apertium"), reason="apertium is not installed")
def test_apertium(settings: Settings) -> None:
    engine = Apertium(settings)
    if not engine.supports("es", "en"):
        pytest.skip("apertium-eng-spa is not installed")
    sentences = ["Hola", "  ", "El ministro llegó\nayer a Londres. ", "El parlamento rechazó la propuesta."]
    outputs = engine.translate(sentences, "es-MX", "en")
    assert outputs[0] == "Hello" and outputs[1] == "  "
    assert outputs[2].startswith("The minister arrived yesterday") and outputs[2].endswith(". ")
    assert outputs[3].startswith("The parliament")
    assert engine.version("es", "en").startswith("apertium/Apertium 3")
    [carried] = carry(
        [marked("{Marco Rubio|Marco Rubio} llegó ayer a {Londres|London}.")], engine, "es", "en"
    )
    assert carried.text.lower().startswith("marco rubio arrived yesterday") and "London" in carried.text
    with pytest.raises(NoModelError, match=r"Installed: .*spa-eng"):
        engine.translate(["Tak."], "pl", "en")


def test_a_command_that_fails_is_told(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TranslationError, match="apt install apertium"):
        Apertium(settings)
    command = tmp_path / "apertium"
    command.write_text(
        '#!/bin/sh\n[ "$1" = -l ] && echo "  spa-eng" && exit\necho "broken mode" >&2\nexit 1\n'
    )
    command.chmod(0o755)
    with pytest.raises(TranslationError, match="broken mode"):
        Apertium(settings).translate(["Hola."], "es", "en")


def test_engines_by_name(settings: Settings) -> None:
    assert engines.names()[:5] == ["argos", "libretranslate", "ctranslate2", "apertium", "openai"]
    assert isinstance(engines.opened(settings), ArgosTranslator)
    named = dataclasses.replace(settings, engine_model="m")
    for name, kind in (("openai", Chat), ("libretranslate", LibreTranslate)):
        assert isinstance(engines.opened(dataclasses.replace(named, engine=name)), kind)
    with pytest.raises(TranslationError, match=r"no engine 'bing'\. Engines: argos, libretranslate"):
        engines.opened(dataclasses.replace(settings, engine="bing"))


def test_other_packages_register_engines(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shouting.py").write_text(
        "class Shouting:\n    name = 'shouting'\n"
        "    def __init__(self, settings):\n        self.beam = settings.beam\n"
        "def broken(settings):\n    raise KeyError('x')\n"
    )
    info = tmp_path / "shouting-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shouting\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        f"[{engines.GROUP}]\nshouting = shouting:Shouting\nbroken = shouting:broken\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "shouting", raising=False)
    assert engines.names()[-2:] == ["broken", "shouting"]
    engine = engines.opened(dataclasses.replace(settings, engine="shouting", beam=3))
    assert engine.name == "shouting" and engine.beam == 3  # type: ignore[attr-defined]
    with pytest.raises(TranslationError, match=r"broken cannot be loaded \(KeyError"):
        engines.opened(dataclasses.replace(settings, engine="broken"))
