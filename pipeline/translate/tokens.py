"""From text to the word pieces a package's model reads, and back.

Two kinds of package exist: with a SentencePiece model, and with byte-pair codes over Moses tokens (the
converted OPUS-MT models). Letters a model has no piece for vanish in translation or turn into "it", so
they are first given in letters it does have.
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any, Protocol

from pipeline.errors import PackageError

_QUOTES = dict.fromkeys("“”„‟«»〝〞＂", '"') | dict.fromkeys("‘’‚‛‹›ʼʻ′", "'")
_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
# What unidecode spells otherwise than a newspaper would ("«" as "<<", "—" as "--"), or not at all.
_PLAIN = {**_QUOTES, **_DASHES, "…": "...", "•": "-"}
_WORD = re.compile(r"\w+|\W")


def plain(char: str) -> str:
    """Return the ASCII spelling of one character, "" if it has none: "g" for "ğ", "-" for a dash."""
    if char.isascii():
        return char
    if char in _PLAIN:
        return _PLAIN[char]
    # A mark by itself must not become a letter: unidecode gives "a" for the Arabic fatha.
    if unicodedata.category(char).startswith("M"):
        return ""
    from unidecode import unidecode

    return str(unidecode(char))


class Tokenizer(Protocol):
    """Cuts a sentence into the pieces of a model and puts the pieces of a translation together."""

    def encode(self, sentence: str) -> list[str]:
        """Return the pieces of a sentence."""
        ...

    def decode(self, pieces: list[str]) -> str:
        """Return the text of some pieces."""
        ...


class SentencePiece:
    """Tokenizer of a package with a sentencepiece.model.

    argostranslate's own also turns every underscore of the text into a space; this one leaves them.
    """

    def __init__(self, file: Path) -> None:
        import sentencepiece

        self._processor: Any = sentencepiece.SentencePieceProcessor(model_file=str(file))

    def encode(self, sentence: str) -> list[str]:
        """Return the pieces of a sentence."""
        return list(self._processor.encode(sentence, out_type=str))

    def decode(self, pieces: list[str]) -> str:
        """Return the text of some pieces; a piece of the target vocabulary alone is read as it is."""
        return str(self._processor.decode_pieces(pieces)).replace("\u2581", " ")


class Alphabet:
    """The letters a model reads, and the words it has a piece for, from the vocabulary in its folder.

    `lang` is the language of what it is to read (BCP 47), "und" for any.
    """

    def __init__(self, model: Path, lang: str = "und") -> None:
        pieces = vocabulary(model)
        single = {piece.strip("\u2581").removesuffix("@@") for piece in pieces}
        self._letters = frozenset(piece for piece in single if len(piece) == 1)
        # SentencePiece marks where words begin, byte-pair codes where they go on.
        begun = {piece[1:] for piece in pieces if piece.startswith("\u2581")}
        self._words = begun or {piece for piece in pieces if not piece.endswith("@@")}
        # A model with byte pieces reads everything, and one without a vocabulary file cannot be asked.
        self._everything = not pieces or "<0x41>" in pieces
        self._known: dict[str, str] = {}
        self._lang = lang

    def reads(self, text: str) -> bool:
        """Return whether the model has pieces for any letter of a text, or there is no letter in it."""
        letters = [char for char in text if char.isalpha()]
        return self._everything or not letters or any(char in self._letters for char in letters)

    def fit(self, text: str) -> str:
        """Return `text` with every letter that the model cannot read in letters that it can.

        A word of a script that the model cannot read is spelt as it sounds. A letter that has no spelling
        stays. So does the rare capital of a word that the model knows in
        small letters: it has met "À saída" in training and makes "At the meeting" of it, and "The departure"
        of "A saída".
        """
        if self._everything:
            return text
        return _WORD.sub(self._fit_word, unicodedata.normalize("NFC", text))

    def _fit_word(self, found: re.Match[str]) -> str:
        word = found.group()
        if word.lower() in self._words:
            return word
        if not (word.isascii() or self.reads(word)):
            from pipeline.names.spelling import latin

            word = latin(word, self._lang) or word
        return "".join(map(self._fit, word))

    def _fit(self, char: str) -> str:
        known = self._known.get(char)
        if known is None:
            spellings = (char, unicodedata.normalize("NFKC", char), plain(char))
            known = next((s for s in spellings if s and self._reads(s)), None)
            if known is None:
                known = "" if unicodedata.category(char).startswith("M") else char
            self._known[char] = known
        return known

    def _reads(self, text: str) -> bool:
        return all(char in self._letters or char.isspace() for char in text)


def tokenizer(folder: Path, source: str, target: str) -> Tokenizer:
    """Return the tokenizer of a package; `source` and `target` are its language codes.

    The byte-pair one is argostranslate's: the one module of it that can be imported without side effects
    (no folders made, nothing downloaded). Raises PackageError if the files cannot be used.
    """
    try:
        if (folder / "sentencepiece.model").is_file():
            return SentencePiece(folder / "sentencepiece.model")
        from argostranslate.tokenizer import BPETokenizer

        pairs: Tokenizer = BPETokenizer(folder / "bpe.model", source, target)
        pairs.encode(".")
        return pairs
    # argostranslate leaves the program where the codes are malformed.
    except (Exception, SystemExit) as error:
        raise PackageError(
            f"the tokenizer of the package {source}-{target} cannot be loaded ({error})",
            where=str(folder),
            hint=f"Remove the folder and install the package again: exonym models install {source} {target}",
        ) from error


def vocabulary(model: Path) -> frozenset[str]:
    """Return the source vocabulary of a CTranslate2 model, empty if there is none that can be read."""
    for name in ("shared_vocabulary", "source_vocabulary"):
        as_json, as_text = model / f"{name}.json", model / f"{name}.txt"
        try:
            if as_json.is_file():
                return frozenset(map(str, json.loads(as_json.read_bytes())))
            if as_text.is_file():
                return frozenset(as_text.read_text(encoding="utf-8").split("\n"))
        except (ValueError, TypeError):
            return frozenset()
    return frozenset()
