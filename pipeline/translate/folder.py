"""Translation by any CTranslate2 model in a folder: OPUS-MT for one direction, NLLB for many.

The folder holds what the CTranslate2 converters write, with the SentencePiece models of the original beside
it: source.spm and target.spm for OPUS-MT, sentencepiece.bpe.model (or sentencepiece.model) for NLLB.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from pipeline.config import Settings
from pipeline.errors import NoModelError, PackageError, TranslationError
from pipeline.translate import probe
from pipeline.translate.codes import flores, package_codes
from pipeline.translate.ctranslate import Model, load
from pipeline.translate.engine import PLACEHOLDER, Pair, Span
from pipeline.translate.tokens import Alphabet, SentencePiece, vocabulary
from pipeline.translate.tuning import Plan, planned

_END = "</s>"
_SHARED = ("sentencepiece.bpe.model", "sentencepiece.model")
_LANGUAGE = re.compile(r"[a-z]{3}_[A-Z][a-z]{3}")
_CODE = re.compile(r"(?<![^\W_])[a-z]{2,3}(?![^\W_])")
_HINT = (
    "It must hold model.bin and a vocabulary as the CTranslate2 converters write them, and source.spm with "
    "target.spm (OPUS-MT) or sentencepiece.bpe.model (NLLB)"
)


class Pieces:
    """The two SentencePiece models of an OPUS-MT folder as one tokenizer."""

    def __init__(self, source: Path, target: Path) -> None:
        self._source, self._target = SentencePiece(source), SentencePiece(target)

    def encode(self, sentence: str) -> list[str]:
        """Return the pieces of a sentence of the source language."""
        return self._source.encode(sentence)

    def decode(self, pieces: list[str]) -> str:
        """Return the text of pieces of the target language."""
        return self._target.decode(pieces)


class FolderTranslator:
    """Translates with the CTranslate2 model in the folder EXONYM_ENGINE_MODEL.

    A model of many languages takes those it has tokens for; another takes the direction its folder is named
    by ("opus-mt-pl-en"). The model is loaded at its first use.
    """

    name = "ctranslate2"

    def __init__(self, settings: Settings) -> None:
        if not settings.engine_model:
            raise TranslationError(
                "the engine ctranslate2 needs the folder of a model",
                hint="Set EXONYM_ENGINE_MODEL to it",
            )
        self.settings = settings
        self._folder = Path(settings.engine_model)
        if not (self._folder / "model.bin").is_file():
            raise PackageError("the folder holds no model.bin", where=str(self._folder), hint=_HINT)
        self._lock = Lock()

    @cached_property
    def _languages(self) -> frozenset[str]:
        """The languages that the model has tokens for; none for a model of one direction."""
        return frozenset(filter(_LANGUAGE.fullmatch, vocabulary(self._folder)))

    @cached_property
    def _direction(self) -> Pair | None:
        codes = _CODE.findall(self._folder.resolve().name.lower())
        return Pair(*codes[-2:]) if len(codes) > 1 else None

    @cached_property
    def _digest(self) -> str:
        with (self._folder / "model.bin").open("rb") as model:
            return hashlib.file_digest(model, "sha256").hexdigest()[:8]

    def pairs(self) -> frozenset[Pair]:
        """Return the direction of the model, or every two of its languages in its own codes."""
        if not self._languages:
            return frozenset({self._direction} if self._direction else ())
        return frozenset(Pair(a, b) for a in self._languages for b in self._languages if a != b)

    def supports(self, source: str, target: str) -> bool:
        """Return whether the model has this direction."""
        if self._languages:
            return {flores(source), flores(target)} <= self._languages and flores(source) != flores(target)
        one = self._direction
        return bool(one and one.source in package_codes(source) and one.target in package_codes(target))

    def version(self, source: str, target: str) -> str:
        """Return the name of the folder, a digest of the model and the beam size."""
        self._need(source, target)
        return f"{self.name}/{self._folder.resolve().name}-{self._digest}/beam{self._plan.beam}"

    def placeholder(self, source: str, target: str) -> str:
        """Return the pattern stored in the folder when it was probed, else the usual one."""
        return probe.kept(self._folder) or PLACEHOLDER

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        """Translate every sentence by itself, as ArgosTranslator does; raises what that raises."""
        return self._model(source, target).translate(sentences, self._plan.beam)

    def reads(self, text: str, source: str, target: str) -> bool:
        """Return whether the model has pieces for the script of a text."""
        return self._model(source, target).alphabet.reads(text)

    def locate(
        self, sentence: str, spans: Sequence[Span], source: str, target: str
    ) -> tuple[str, list[Span | None]]:
        """Translate a sentence and tell where spans of it went; raises what `translate` raises."""
        return self._model(source, target).locate(sentence, spans, self._plan.beam)

    def _need(self, source: str, target: str) -> None:
        if not self.supports(source, target):
            have = "many languages" if self._languages else str(self._direction or "an unknown direction")
            raise NoModelError(
                f"the model does not translate {source} into {target}, but {have}",
                where=str(self._folder),
                hint="A model of one direction is known by the name of its folder, such as opus-mt-pl-en",
            )

    def _model(self, source: str, target: str) -> Model:
        self._need(source, target)
        with self._lock:
            tokenizer, alphabet, engine, own_end = self._parts
        before = (str(flores(source)),) if self._languages else ()
        return Model(
            label=self._folder.name,
            target=target,
            tokenizer=tokenizer,
            alphabet=alphabet,
            engine=engine,
            threads=engine.num_translators,
            prefix=str(flores(target)) if self._languages else "",
            before=before,
            after=() if own_end else (_END,),
        )

    @cached_property
    def _plan(self) -> Plan:
        return planned(self.settings, probe.measured(self._folder))

    @cached_property
    def _parts(self) -> tuple[Pieces, Alphabet, Any, bool]:
        """The tokenizer, alphabet and engine, and whether the engine ends sentences by itself."""
        shared = next((self._folder / name for name in _SHARED if (self._folder / name).is_file()), None)
        source, target = (shared or self._folder / f"{side}.spm" for side in ("source", "target"))
        try:
            config = self._folder / "config.json"
            told = json.loads(config.read_bytes()) if config.is_file() else {}
            pieces = Pieces(source, target)
        except (OSError, ValueError, RuntimeError) as error:
            raise PackageError(
                f"the model is incomplete ({error})", where=str(self._folder), hint=_HINT
            ) from error
        engine = load(self._folder, self.settings, self._plan, hint="convert the model again")
        return pieces, Alphabet(self._folder), engine, bool(told.get("add_source_eos"))
