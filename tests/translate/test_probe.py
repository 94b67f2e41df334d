from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.config import Settings
from pipeline.errors import PackageError
from pipeline.translate import models, probe
from pipeline.translate.argos import ArgosTranslator
from pipeline.translate.codes import package_codes

from .test_names import Scripted


def test_the_embedded_model_keeps_what_it_should(translator: ArgosTranslator) -> None:
    found = probe.probe(translator, "pt", "en")
    assert found is not None
    assert found.placeholder == "X{}" and found.kept == 1.0
    assert found.names > 0.8 and found.words_per_second > 20
    assert found.megabytes is None or found.megabytes < 500


def test_the_pattern_that_comes_out_is_chosen() -> None:
    lossy = Scripted(lambda text: re.sub(r"\b(X+|PERSON|Z|N)\d", "it", text))
    found = probe.probe(lossy, "pt", "en")
    assert found is not None and (found.placeholder, found.kept, found.names) == ("#{}", 1.0, 1.0)
    twice = probe.probe(Scripted(lambda text: text + text), "pt", "en")
    assert twice is not None and twice.kept == twice.names == 0.0


def test_a_language_without_sentences_is_not_probed() -> None:
    assert probe.probe(Scripted(str), "tlh", "en") is None


def test_it_lies_beside_the_package_and_is_used(own: Settings, make_package: Callable[..., Path]) -> None:
    [package] = models.install(make_package("gl", "en"), own)
    translator = ArgosTranslator(own)
    assert probe.kept(package.path) is None and translator.placeholder("gl", "en") == "X{}"
    probe.store(package.path, probe.Probe("PERSON{}", 1.0, 1.0, 1.0, None), {"beam": 2})
    assert probe.measured(package.path) == {"beam": 2}
    assert translator.placeholder("gl", "en") == "PERSON{}"
    (package.path / "exonym.json").write_text('{"placeholder": "{0.__class__}{}"}')
    assert translator.placeholder("gl", "en") == "X{}", "it is checked"
    assert probe.measured(package.path) == {}
    with pytest.raises(PackageError, match="cannot be stored"):
        probe.store(package.path / "absent", probe.Probe("X{}", 1.0, 1.0, 1.0, None), {})


def test_every_probe_has_one_slot() -> None:
    for lang, sentences in probe._texts()["sentences"].items():
        assert lang in package_codes(lang) and len(sentences) >= 3
        assert all(sentence.count("{}") == 1 for sentence in sentences), lang
