"""Which language a text is in: several detectors vote, guarded by what the script and length allow."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection
from typing import NamedTuple, Protocol

from pipeline.errors import LanguageError
from pipeline.language import codes
from pipeline.language.scripts import NONE, letters_by_script
from pipeline.language.voters import Cld2, LangDetect, Py3LangId, Shares, Voter, chinese

UNKNOWN = "und"
SAMPLE = 20_000
_PIECES = 10


class Guess(NamedTuple):
    """A language (BCP 47, or "und") and how sure it is, from 0 to 1."""

    lang: str
    confidence: float


class Detector(Protocol):
    """Anything that tells languages."""

    @property
    def name(self) -> str:
        """The name it is chosen by."""

    def detect(self, text: str, allowed: Collection[str] | None = None, k: int = 3) -> list[Guess]:
        """Return 1 to `k` guesses at the language of `text`, best first, [Guess("und", 0.0)] for none.

        `allowed` limits the answer to these languages. Any string is fine, of any length, and the same
        string always gives the same guesses.
        """


class Pool:
    """Detectors that vote; one alone is a pool of one.

    The answer of each counts by its weight. `tiebreaker` is asked only where the others differ on
    languages that it knows: it is slow, and adds nothing where they agree.
    """

    def __init__(self, name: str, voters: tuple[Voter, ...], tiebreaker: Voter | None = None) -> None:
        self.name = name
        self._voters = voters
        self._tiebreaker = tiebreaker

    def without_tiebreaker(self) -> Pool:
        """Return the same pool for asking about many small units, where speed counts."""
        return Pool(self.name, self._voters)

    def detect(self, text: str, allowed: Collection[str] | None = None, k: int = 3) -> list[Guess]:
        """Return guesses as `Detector` says."""
        text = readable(sampled(text))
        script, worth, purity = _letters(text)
        lang = codes.only(script)
        limits = codes.facts()["limits"]
        if lang is not None:
            guesses = [Guess(lang, purity)]
        elif worth < limits["letters"] or _mostly_other(text):
            guesses = [Guess(codes.usual(script), 0.5)]
        else:
            guesses = self._poll(text, script, allowed)
        fitting = (_fitted(guess, text, allowed) for guess in guesses)
        return [guess for guess in fitting if guess.lang != UNKNOWN][:k] or [Guess(UNKNOWN, 0.0)]

    def _poll(self, text: str, script: str, allowed: Collection[str] | None) -> list[Guess]:
        """Return all languages voted for, best first; nothing if "und" wins or none is likely enough."""
        weights = codes.facts()["weights"]
        ballots = [(voter, _ballot(voter.vote(text), script, allowed)) for voter in self._voters]
        leaders = {max(shares, key=lambda lang: shares[lang]) for _, shares in ballots if shares}
        third = self._tiebreaker
        if third is not None and len(leaders) > 1 and all(third.knows(lang) for lang in leaders):
            ballots.append((third, _ballot(third.vote(text), script, allowed)))
        totals: Shares = {}
        cast = sum(weights[voter.name] for voter, shares in ballots if shares)
        for voter, shares in ballots:
            for lang, share in shares.items():
                totals[lang] = totals.get(lang, 0.0) + share * weights[voter.name] / cast
        ranked = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
        limits = codes.facts()["limits"]["confidence"]
        least = limits.get(self.name, limits["pool"])
        if not ranked or ranked[0][0] == UNKNOWN or ranked[0][1] < least:
            return []
        return [Guess(lang, round(min(share, 1.0), 4)) for lang, share in ranked]


def detector(name: str = "pool") -> Detector:
    """Return the detector called `name`: pool (the default), langdetect, py3langid or pycld2.

    Nothing is loaded before the first text is asked about. Raises LanguageError for any other name.
    """
    if name == "pool":
        return Pool(name, (Py3LangId(), Cld2()), tiebreaker=LangDetect())
    for voter in (LangDetect(), Py3LangId(), Cld2()):
        if voter.name == name:
            return Pool(name, (voter,))
    raise LanguageError(
        f"there is no language detector called {name!r}", hint="Choose pool, langdetect, py3langid or pycld2"
    )


def sampled(text: str, limit: int = SAMPLE) -> str:
    """Return `text`, or pieces spread evenly over it that make `limit` characters where it is longer."""
    if len(text) <= limit:
        return text
    size = limit // _PIECES
    step = (len(text) - size) / (_PIECES - 1)
    return "\n".join(text[int(i * step) : int(i * step) + size] for i in range(_PIECES))


# Control characters, lone surrogates and non-characters, which detectors choke on; addresses, which are
# in no language. Bounded repeats keep the search linear.
_NON_CHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_UNREADABLE = re.compile(
    rf"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef{_NON_CHARACTERS}]"
    r"|(?:https?://|www\.)\S{1,2000}|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,255}"
)


def readable(text: str) -> str:
    """Return `text` without control characters and addresses, and not all in capitals."""
    text = _UNREADABLE.sub(" ", text)
    return text.lower() if text.isupper() else text


def _letters(text: str) -> tuple[str, float, float]:
    """Return the leading script, how many letters' worth of it there is, and its share of all."""
    limits = codes.facts()["limits"]
    counts = letters_by_script(text)
    kana = counts.pop("Hira", 0) + counts.pop("Kana", 0)
    if kana:
        counts["Jpan"] = kana + counts.pop("Hani", 0)
    worth = {s: n * (limits["dense-worth"] if s in limits["dense"] else 1) for s, n in counts.items()}
    script = max(worth, key=lambda s: worth[s], default=NONE)
    return script, worth.get(script, 0), round(worth[script] / sum(worth.values()), 4) if worth else 0.0


def _mostly_other(text: str) -> bool:
    """Return whether digits and signs outnumber letters and the marks on them."""
    kinds = Counter(unicodedata.category(char)[0] for char in text)
    return kinds["N"] + kinds["P"] + kinds["S"] > kinds["L"] + kinds["M"]


def _ballot(votes: Shares, script: str, allowed: Collection[str] | None) -> Shares:
    """Return the votes in our codes, without what the script rules out or the caller does not allow."""
    shares: Shares = {}
    for code, share in votes.items():
        lang = codes.canonical(code, script)
        if codes.possible(lang, script) and (allowed is None or codes.group(lang) & set(allowed)):
            shares[lang] = shares.get(lang, 0.0) + share * codes.prior(lang)
    if allowed is None:
        return shares
    total = sum(shares.values())
    return {lang: share / total for lang, share in shares.items()} if total else {}


def _fitted(guess: Guess, text: str, allowed: Collection[str] | None) -> Guess:
    """Return the guess under the name the caller allows, and with its script where that is Chinese."""
    lang = chinese(text) if guess.lang == "zh" else guess.lang
    if allowed is None or lang in allowed:
        return Guess(lang, guess.confidence)
    same = sorted(codes.group(lang) & set(allowed))
    return Guess(same[0], guess.confidence) if same else Guess(UNKNOWN, 0.0)
