"""How a model is run on this machine: its beam, and how many batches at once on how many threads each.

What the settings say comes first, then what was measured when the package was probed, if that was on such a
machine, then a choice by the number of processors.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.config import Settings
from pipeline.translate.codes import words
from pipeline.translate.engine import Translator

BEAM = 4
"""The beam that models are run with where nothing speaks against it, as argostranslate does."""

# A narrower beam translates a little worse (0.2 BLEU with the embedded model). It is worth that where an
# article of 500 words would take longer than ten seconds.
_NARROWER = (2, 1)
_WORDS_PER_SECOND = 50
_MOST_BATCHES_AT_ONCE = 8
_CGROUP = Path("/sys/fs/cgroup/cpu.max")


@dataclass(frozen=True)
class Plan:
    """How a model is run: the beam, `inter` batches at once, each on `intra` threads."""

    beam: int
    inter: int
    intra: int


def planned(settings: Settings, measured: Mapping[str, Any]) -> Plan:
    """Return how to run a model; `measured` is what `record` gave for it, {} if it was not measured.

    Several batches of one thread are faster than one batch of several: 1.8 times on two cores.
    """
    if not (measured.get("device") == settings.device and measured.get("processors") == processors()):
        measured = {}
    beam = settings.beam or _count(measured, "beam") or BEAM
    inter, intra = settings.inter_threads, settings.intra_threads
    if not inter and not intra:
        inter, intra = _count(measured, "inter"), _count(measured, "intra")
    cores = 1 if settings.device == "cuda" else processors()
    inter = inter or max(1, min(_MOST_BATCHES_AT_ONCE, cores // max(1, intra)))
    return Plan(beam, inter, intra or max(1, cores // inter))


def measure(
    opened: Callable[[Settings], Translator], settings: Settings, texts: Sequence[str], pair: tuple[str, str]
) -> Plan:
    """Return the fastest threads for some texts, and the widest beam that is fast enough with them.

    `opened` gives the translator for settings; what `settings` fix already is not tried otherwise. Raises
    what the translator raises.
    """

    def pace(plan: Plan) -> float:
        """Return how many words a second a plan translates."""
        translator = opened(
            replace(settings, beam=plan.beam, inter_threads=plan.inter, intra_threads=plan.intra)
        )
        translator.translate(texts[:1], *pair)
        began = time.perf_counter()
        translator.translate(texts, *pair)
        return sum(words(text, pair[0]) for text in texts) / (time.perf_counter() - began)

    paces = {plan: pace(plan) for plan in _threads(planned(settings, {}), settings)}
    best = max(paces, key=paces.__getitem__)
    for beam in () if settings.beam else _NARROWER:
        if paces[best] >= _WORDS_PER_SECOND:
            break
        best = replace(best, beam=beam)
        paces[best] = pace(best)
    return best


def record(plan: Plan, settings: Settings) -> dict[str, Any]:
    """Return a plan as it is stored beside a package, with what it holds for."""
    return {"device": settings.device, "processors": processors(), **asdict(plan)}


def processors() -> int:
    """Return how many processors this process may use: those of its mask, or its control group's share."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not on Linux
        cores = os.cpu_count() or 1
    try:
        quota, period = map(int, _CGROUP.read_text(encoding="ascii").split())
    except (OSError, ValueError):  # no such groups, or no limit ("max")
        return cores
    return max(1, min(cores, quota // period))


def _threads(usual: Plan, settings: Settings) -> list[Plan]:
    """Return plans that divide the processors otherwise, the usual one first."""
    plans = {usual: None}
    if not settings.inter_threads and not settings.intra_threads and settings.device != "cuda":
        cores = processors()
        for inter in (cores // 2, 1):
            if inter:
                plans[replace(usual, inter=inter, intra=cores // inter)] = None
    return list(plans)


def _count(measured: Mapping[str, Any], key: str) -> int:
    """Return a number of what was measured, 0 where it is none that makes sense."""
    value = measured.get(key)
    return value if isinstance(value, int) and 0 < value <= 1024 else 0
