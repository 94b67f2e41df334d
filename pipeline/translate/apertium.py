"""Translation by Apertium, where its command and language pairs are installed.

It translates by rules and is a gist at best. It translates names too, so most sentences with names go
through it with placeholders in the end.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import cached_property

from pipeline.config import Settings
from pipeline.errors import NoModelError, TranslationError
from pipeline.translate.codes import primary, three_letters
from pipeline.translate.engine import PLACEHOLDER, Pair

_TIMEOUT_SECONDS = 300
_HINT = "Install it (in Debian: apt install apertium apertium-eng-spa), or use another --engine"
_MODE = re.compile(r"([a-z]{2,3})-([a-z]{2,3})")


class Apertium:
    """Translates with the language pairs that `apertium -l` lists."""

    name = "apertium"

    def __init__(self, settings: Settings) -> None:
        command = shutil.which("apertium")
        if command is None:
            raise TranslationError("apertium is not installed", hint=_HINT)
        self._command = command

    @cached_property
    def _pairs(self) -> frozenset[Pair]:
        listed = map(str.strip, self._run(["-l"], "").splitlines())
        return frozenset(Pair(*found.groups()) for found in map(_MODE.fullmatch, listed) if found)

    def pairs(self) -> frozenset[Pair]:
        """Return the directions that are installed, in Apertium's own three-letter codes."""
        return self._pairs

    def supports(self, source: str, target: str) -> bool:
        """Return whether a direction is installed."""
        return self._pair(source, target) is not None

    def version(self, source: str, target: str) -> str:
        """Return the version of the command and the direction; that of the language data cannot be asked."""
        return f"{self.name}/{self._run(['-V'], '').strip()}/{self._needed(source, target)}"

    def placeholder(self, source: str, target: str) -> str:
        """Return the usual pattern: a word that no dictionary has is copied."""
        return PLACEHOLDER

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        """Translate sentences, each a paragraph of its own; raises TranslationError if the command fails."""
        pair = self._needed(source, target)
        wanted = [" ".join(sentence.split()) for sentence in sentences]
        # An empty line ends a sentence for Apertium: without one, rules would reach into the next.
        output = self._run(["-u", str(pair)], "\n\n".join(text for text in wanted if text) + "\n")
        outputs = [line.strip() for line in output.split("\n\n")]
        if len(outputs) != sum(map(bool, wanted)):
            raise TranslationError(f"apertium {pair} joined or split lines", hint=_HINT)
        rest = iter(outputs)
        return [
            sentence.replace(sentence.strip(), next(rest), 1) if text else sentence
            for sentence, text in zip(sentences, wanted, strict=True)
        ]

    def _pair(self, source: str, target: str) -> Pair | None:
        pairs = (Pair(a, b) for a in _codes(source) for b in _codes(target))
        return next((pair for pair in pairs if pair in self._pairs), None)

    def _needed(self, source: str, target: str) -> Pair:
        pair = self._pair(source, target)
        if pair is None:
            have = ", ".join(sorted(map(str, self._pairs))) or "none"
            raise NoModelError(
                f"apertium has no {source}-{target} installed", hint=f"Installed: {have}. {_HINT}"
            )
        return pair

    def _run(self, arguments: list[str], text: str) -> str:
        try:
            done = subprocess.run(
                [self._command, *arguments],
                input=text,
                capture_output=True,
                encoding="utf-8",
                timeout=_TIMEOUT_SECONDS,
                check=True,
            )
        except subprocess.CalledProcessError as error:
            raise TranslationError(f"apertium failed ({error.stderr.strip()[:300]})", hint=_HINT) from error
        except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError) as error:
            raise TranslationError(f"apertium failed ({error})", hint=_HINT) from error
        return done.stdout


def _codes(tag: str) -> tuple[str, ...]:
    """Return the codes Apertium may have for a language."""
    return tuple(code for code in (three_letters(tag), primary(tag)) if code)
