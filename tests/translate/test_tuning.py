"""Which beam and threads a model is run with."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.config import Settings
from pipeline.translate import models, probe, tuning
from pipeline.translate.argos import ArgosTranslator
from pipeline.translate.engine import Translator
from pipeline.translate.tuning import Plan, planned

from .conftest import MakePackage
from .test_names import Scripted


@pytest.fixture
def four(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make this a machine of four processors."""
    monkeypatch.setattr(tuning, "processors", lambda: 4)


@pytest.mark.usefixtures("four")
def test_settings_win_over_measurements_and_those_over_the_usual_choice() -> None:
    measured = {"device": "cpu", "processors": 4, "beam": 2, "inter": 2, "intra": 2}
    assert planned(Settings(), {}) == Plan(4, 4, 1)
    assert planned(Settings(), measured) == Plan(2, 2, 2)
    assert planned(Settings(beam=3), measured) == Plan(3, 2, 2)
    assert planned(Settings(inter_threads=3, intra_threads=1), measured) == Plan(2, 3, 1)
    assert planned(Settings(intra_threads=2), {}) == Plan(4, 2, 2)
    assert planned(Settings(inter_threads=1), {}) == Plan(4, 1, 4)


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize("other", [{"device": "cuda"}, {"processors": 2}, {"beam": "7", "inter": -1}])
def test_what_was_measured_elsewhere_or_makes_no_sense_is_passed_over(other: dict[str, object]) -> None:
    measured = {"device": "cpu", "processors": 4, "beam": 2, "inter": 1, "intra": 4} | other
    plan = planned(Settings(), measured)
    assert (plan.beam, plan.inter * plan.intra) == (4, 4)


@pytest.mark.usefixtures("four")
def test_a_gpu_gets_one_batch_at_a_time() -> None:
    assert planned(Settings(device="cuda"), {}) == Plan(4, 1, 1)


def test_processors_are_those_the_process_may_use(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tuning.os, "sched_getaffinity", lambda _: set(range(16)), raising=False)
    for text, expected in (("250000 100000", 2), ("50000 100000", 1), ("max 100000", 16), ("", 16)):
        monkeypatch.setattr(tuning, "_CGROUP", tmp_path / "cpu.max")
        (tmp_path / "cpu.max").write_text(text)
        assert tuning.processors() == expected, text


class Timed(Scripted):
    """A translator that takes so many seconds for its texts."""

    def __init__(self, seconds: float) -> None:
        super().__init__(str)
        self.seconds = seconds

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        time.sleep(self.seconds)
        return list(sentences)


@pytest.mark.usefixtures("four")
def test_the_fastest_threads_and_the_widest_beam_that_is_fast_enough() -> None:
    asked: list[Plan] = []

    def opened(settings: Settings) -> Translator:
        plan = Plan(settings.beam, settings.inter_threads, settings.intra_threads)
        asked.append(plan)
        # Ten words at beam 4 take a quarter of a second on two threads for each of two batches.
        return Timed((0.0625 if plan.inter == 2 else 0.2) * plan.beam)

    text = ["um dois três quatro cinco seis sete oito nove dez"]
    assert tuning.measure(opened, Settings(), text, ("pt", "en")) == Plan(2, 2, 2)
    assert asked[:3] == [Plan(4, 4, 1), Plan(4, 2, 2), Plan(4, 1, 4)]
    assert tuning.measure(opened, Settings(beam=4), text, ("pt", "en")) == Plan(4, 2, 2)
    fixed = Settings(inter_threads=1, intra_threads=1)
    assert tuning.measure(opened, fixed, text, ("pt", "en")) == Plan(1, 1, 1)


def test_a_package_is_run_as_it_was_probed(own: Settings, make_package: MakePackage) -> None:
    [package] = models.install(make_package("gl", "en"), own)
    plan = Plan(2, 1, 1)
    probe.store(package.path, probe.Probe("X{}", 1.0, 1.0, 1.0, None), tuning.record(plan, own))
    translator = ArgosTranslator(own)
    assert translator.version("gl", "en").endswith("/beam2")
    assert translator.translate(["O ministro falou."], "gl", "en") == ["The minister has spoken."]
    assert translator._model(package).engine.num_translators == 1
    assert ArgosTranslator(replace(own, beam=1)).version("gl", "en").endswith("/beam1")


def test_a_device_is_handed_through(own: Settings) -> None:
    import ctranslate2

    if ctranslate2.get_cuda_device_count():
        pytest.skip("there is a GPU")
    with pytest.raises(Exception, match=r"(?i)cuda"):
        ArgosTranslator(replace(own, device="cuda")).translate(["Bom dia."], "pt", "en")
