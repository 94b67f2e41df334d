"""Find out what a model does to names, and what it costs, by having it translate a few sentences.

Which placeholder comes out of a model as it went in differs from model to model: one of another would be
dropped without a word. So every package is probed when it is installed, and the answer lies beside it.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import resources
from pipeline.errors import PackageError
from pipeline.translate.codes import primary, spaced, words
from pipeline.translate.engine import PLACEHOLDER, Translator

# The usual one first: it stays where others keep no more.
_PATTERNS = (PLACEHOLDER, "PERSON{}", "Z{}", "N{}", "#{}", "[{}]", "XX{}")
_NUMBERS = range(1, 4)
# Beside what came in the package; argostranslate passes over such a file.
_FILE = "exonym.json"


@dataclass(frozen=True)
class Probe:
    """What was found out about a direction of a translator.

    `kept` is the share of placeholders of the pattern `placeholder` that came out as they went in, `names`
    that of canonical names put in without placeholders; `megabytes` is what loading and running it added
    to the memory of this process, None where the system does not tell.
    """

    placeholder: str
    kept: float
    names: float
    words_per_second: float
    megabytes: float | None


def probe(translator: Translator, source: str, target: str) -> Probe | None:
    """Probe a direction; None if there are no sentences to probe the source language with.

    Raises what the translator raises.
    """
    frames = _frames(source)
    if not frames:
        return None
    before = _memory()
    translator.translate(frames[:1], source, target)
    began = time.perf_counter()
    with_names = [(frame.format(name), name) for frame in frames for name in _texts()["names"]]
    names = _share(translator, with_names, source, target)
    seconds = time.perf_counter() - began
    translated = sum(words(text, source) for text, _ in with_names)
    shares = {
        pattern: _share(
            translator,
            [(frame.format(pattern.format(n)), pattern.format(n)) for frame in frames for n in _NUMBERS],
            source,
            target,
        )
        for pattern in _PATTERNS
    }
    best = max(_PATTERNS, key=lambda pattern: shares[pattern])
    after = _memory()
    return Probe(
        placeholder=best,
        kept=shares[best],
        names=names,
        words_per_second=translated / seconds,
        megabytes=None if before is None or after is None else max(0.0, after - before),
    )


def texts(source: str) -> list[str]:
    """Return the sentences with names that a direction is probed with, [] if there are none in `source`."""
    return [frame.format(name) for frame in _frames(source) for name in _texts()["names"]]


def store(folder: Path, found: Probe, plan: Mapping[str, Any]) -> None:
    """Write beside a package which placeholder it keeps, and how to run it (`tuning.record`).

    Raises PackageError if that fails.
    """
    try:
        text = json.dumps({"placeholder": found.placeholder, "kept": round(found.kept, 3), "plan": plan})
        (folder / _FILE).write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise PackageError(
            f"what probing the package found cannot be stored ({error.strerror})",
            where=str(folder),
            hint="Make the folder writable",
        ) from error


def kept(folder: Path) -> str | None:
    """Return the pattern of placeholders stored beside a package, None if it was not probed."""
    pattern = _stored(folder).get("placeholder")
    return pattern if pattern in _PATTERNS else None


def measured(folder: Path) -> Mapping[str, Any]:
    """Return how the package in a folder is best run, as it was stored there, {} if it was not probed."""
    plan = _stored(folder).get("plan")
    return plan if isinstance(plan, dict) else {}


def _stored(folder: Path) -> Mapping[str, Any]:
    """Return what is stored beside a package, {} if that is nothing or cannot be read."""
    try:
        found = json.loads((folder / _FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _share(translator: Translator, texts: Sequence[tuple[str, str]], source: str, target: str) -> float:
    """Return the share of (sentence, word in it) whose word stands once in the translation, as a word."""
    outputs = translator.translate([text for text, _ in texts], source, target)
    whole = r"(?<!\w){}(?!\w)" if spaced(target) else "{}"
    found = [
        len(re.findall(whole.format(re.escape(word)), output)) == 1
        for (_, word), output in zip(texts, outputs, strict=True)
    ]
    return sum(found) / len(found)


def _memory() -> float | None:
    """Return the megabytes of memory that this process holds, None where Linux does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return None
    import resource

    return pages * resource.getpagesize() / 1e6


def _frames(source: str) -> list[str]:
    """Return the sentences in a language, each with a slot for a name."""
    frames: list[str] = _texts()["sentences"].get(primary(source), [])
    return frames


@cache
def _texts() -> dict[str, Any]:
    return resources.toml(Path(__file__).parent / "probes.toml")
