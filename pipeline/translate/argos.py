"""Translation by Argos packages, run on CTranslate2 directly.

argostranslate's own API translates a sentence at a time and finds the sentences with a splitter that it
downloads; so only its packages are used, and its search options, which makes the translations the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from pipeline.config import Settings
from pipeline.errors import NoModelError
from pipeline.translate import models, probe
from pipeline.translate.ctranslate import Model, load
from pipeline.translate.engine import PLACEHOLDER, Pair, Span
from pipeline.translate.models import Package
from pipeline.translate.tokens import Alphabet, tokenizer
from pipeline.translate.tuning import Plan, planned


class ArgosTranslator:
    """Translates with the installed packages and those that ship with exonym, through English if need be.

    Models are loaded at their first use and kept. Calls from several threads are safe.
    """

    name = "argos"

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._loaded: dict[Package, Model] = {}
        self._digests: dict[Package, str] = {}
        self._plans: dict[Package, Plan] = {}
        self._lock = Lock()

    def pairs(self) -> frozenset[Pair]:
        """Return every direction the packages on this machine allow, directly or through English."""
        direct = {package.pair for package in models.installed(self.settings)}
        through = {
            Pair(first.source, second.target)
            for first in direct
            for second in direct
            if first.target == second.source == "en" and first.source != second.target
        }
        return frozenset(direct | through)

    def supports(self, source: str, target: str) -> bool:
        """Return whether a package for this direction is at hand, or two that meet in English."""
        return bool(self._find(source, target))

    def version(self, source: str, target: str) -> str:
        """Return engine, package versions with a digest of their content, and the beam size."""
        route = self._route(source, target)
        for package in route:
            if package not in self._digests:
                self._digests[package] = models.digest(package)
        packages = "+".join(f"{p.pair}-{p.version}-{self._digests[p]}" for p in route)
        return f"{self.name}/{packages}/beam{self._beam(route)}"

    def placeholder(self, source: str, target: str) -> str:
        """Return the pattern that the package was found to copy when it was probed, else the usual one."""
        kept = {probe.kept(models.folder(package, self.settings)) for package in self._find(source, target)}
        return (kept.pop() if len(kept) == 1 else None) or PLACEHOLDER

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        """Translate every sentence by itself; one that is too long for the model is cut and rejoined.

        Space around a sentence stays, and a sentence that is all space stays as it is. Raises
        NoModelError if no package fits, PackageError or TranslationError if one cannot be run.
        """
        results = list(sentences)
        route = self._route(source, target)
        for package in route:
            results = self._model(package).translate(results, beam=self._beam(route))
        return results

    def reads(self, text: str, source: str, target: str) -> bool:
        """Return whether the first package of the way has pieces for the script of a text."""
        return self._model(self._route(source, target)[0]).alphabet.reads(text)

    def locate(
        self, sentence: str, spans: Sequence[Span], source: str, target: str
    ) -> tuple[str, list[Span | None]]:
        """Translate a sentence and tell where spans of it went; raises what `translate` raises."""
        places: list[Span | None] = list(spans)
        route = self._route(source, target)
        for package in route:
            known = [at for at, place in enumerate(places) if place]
            sentence, found = self._model(package).locate(
                sentence, [place for place in places if place], beam=self._beam(route)
            )
            for at, place in zip(known, found, strict=True):
                places[at] = place
        return sentence, places

    def _find(self, source: str, target: str) -> list[Package]:
        """Return the packages that take `source` to `target`, in turn; empty if there is no way."""
        packages = models.installed(self.settings)
        if direct := models.match(packages, source, target):
            return [direct]
        first = models.match(packages, source, "en")
        second = models.match(packages, "en", target)
        return [first, second] if first and second and first.from_code != second.to_code else []

    def _route(self, source: str, target: str) -> list[Package]:
        route = self._find(source, target)
        if not route:
            raise NoModelError(
                f"no package to translate {source} into {target} is installed",
                hint=f"Install one with: exonym models install {source} {target}. "
                "Without it, names are still found and linked in the source text",
            )
        return route

    def _model(self, package: Package) -> Model:
        with self._lock:
            if package not in self._loaded:
                self._loaded[package] = _load(package, self.settings, self._plan(package))
            return self._loaded[package]

    def _beam(self, route: Sequence[Package]) -> int:
        """Return the beam for a route: that of its slower package."""
        return min(self._plan(package).beam for package in route)

    def _plan(self, package: Package) -> Plan:
        if package not in self._plans:
            measured = probe.measured(models.folder(package, self.settings))
            self._plans[package] = planned(self.settings, measured)
        return self._plans[package]


def _load(package: Package, settings: Settings, plan: Plan) -> Model:
    """Load a package, or raise PackageError."""
    folder = models.folder(package, settings)
    again = f"install it again: exonym models install {package.from_code} {package.to_code}"
    return Model(
        label=str(package.pair),
        target=package.to_code,
        tokenizer=tokenizer(folder, package.from_code, package.to_code),
        alphabet=Alphabet(folder / "model", package.from_code),
        engine=load(folder / "model", settings, plan, hint=again),
        threads=plan.inter,
        prefix=package.target_prefix,
    )
