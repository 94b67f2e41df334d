"""Bytes to text: which encoding a file is in, said out loud wherever it had to be guessed.

The characters are kept as they are, carriage returns and NULs too, so that offsets count in what the file
holds. Only a byte order mark is dropped.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline import resources

# UTF-32 before UTF-16: its little-endian mark begins with the other's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What charset-normalizer may answer: encodings the press has used, not EBCDIC or the Apple code pages.
# fmt: off
_ENCODINGS = [
    "cp1251", "koi8_r", "koi8_u", "iso8859_5", "cp866", "cp1253", "iso8859_7", "cp1255", "cp1256",
    "iso8859_6", "cp949", "cp932", "euc_jp", "gb18030", "big5",
    "cp1252", "cp1250", "iso8859_2", "cp1254", "cp1257", "cp1258",
]
# fmt: on
# Asked in turn, with the mess allowed. Nearly any bytes make sense as Thai, so it has to wait; text that
# mixes Latin and another script looks messy in every encoding, so the last round is lenient.
_ROUNDS = ((_ENCODINGS, 0.2), (["cp874"], 0.2), (_ENCODINGS, 0.6))

# What documents that declare these are in truth written in (WHATWG Encoding Standard, "Names and labels").
_MEANT = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}

_ASCII = bytes(range(0x80))
_HIGH = bytes(range(0x80, 0x100))
_ASCII_LETTERS = re.compile(rb"[A-Za-z]+")
_PUNCTUATION = "\u00a0\u00ad«»‹›‘’‚“”„–—…•§°€£©®™´"
_HEBREW = bytes(range(0xE0, 0xFB))

_LATIN_SHARE = 0.35  # of letters above ASCII; Vietnamese, the richest in accents, comes to about a third
_EXPLAINED = 0.8  # of those letters, by one alphabet; the rest are names from elsewhere
_SAMPLE = 1 << 20


@dataclass(frozen=True)
class Decoded:
    """A text and how it was read.

    `encoding` is the name Python knows it by. `assumed` is a sentence for the user where the encoding was
    guessed or bytes were replaced, and None where there was nothing to guess.
    """

    text: str
    encoding: str
    assumed: str | None = None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text in `data`; never raises.

    A byte order mark decides, then UTF-8, then the encoding the document declares (`declared`), then
    the one that explains the bytes best. Bytes that fit nothing are read as Windows-1252, with U+FFFD
    for what it lacks.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _strict(data[len(mark) :], encoding)
            if text is not None:
                return Decoded(text, encoding)
            if encoding != "utf-32-le":  # its mark may also be UTF-16 that begins with a NUL
                return _damaged(data[len(mark) :], encoding)
    for told in (_wide(data), _iso_2022(data)):
        if told:
            return told
    if (text := _strict(data, "utf-8")) is not None:
        return Decoded(text, "utf-8")
    if declared and (told := _declared(data, declared)):
        return told
    if _mostly_utf8(data):
        return _damaged(data, "utf-8")
    for guess in (_guess(data), "cp1252"):
        if guess and (text := _strict(data, guess)) is not None:
            return _assumed(text, guess)
    return _damaged(data, "cp1252")


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):  # LookupError: not a text encoding
        return None


def _assumed(text: str, encoding: str) -> Decoded:
    name = codecs.lookup(encoding).name
    return Decoded(text, name, f"Not UTF-8: read as {name}, which is a guess")


def _damaged(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    bad = text.count("\ufffd")
    places = "1 place does" if bad == 1 else f"{bad} places do"
    return Decoded(text, encoding, f"Read as {encoding}; {places} not fit it, shown as U+FFFD")


def _declared(data: bytes, declared: str) -> Decoded | None:
    try:
        name = codecs.lookup(declared).name
    except (ValueError, LookupError):
        return None
    for encoding in (_MEANT.get(name, name), name):
        if (text := _strict(data, encoding)) is not None:
            return Decoded(text, encoding)
    return None


def _wide(data: bytes) -> Decoded | None:
    """Recognise UTF-16 that lacks its mark: every other byte is small, as alphabets lie below U+0900."""
    if len(data) < 4 or len(data) % 2:
        return None
    even, odd = (_small(data[parity:_SAMPLE:2]) for parity in (0, 1))
    for high, low, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if high > 0.7 and low < 0.1 and (text := _strict(data, encoding)) is not None:
            return _assumed(text, encoding)
    return None


def _small(data: bytes) -> float:
    return 1 - len(data.translate(None, bytes(range(9)))) / len(data)


def _iso_2022(data: bytes) -> Decoded | None:
    """Recognise the Japanese of e-mail, all ASCII bytes: an escape sequence opens each stretch of it."""
    text = _strict(data, "iso2022_jp") if b"\x1b$" in data else None
    return None if text is None else _assumed(text, "iso2022_jp")


def _mostly_utf8(data: bytes) -> bool:
    """True for UTF-8 with a few bad bytes in it: other encodings seldom form its sequences by chance."""
    bad = data.decode("utf-8", "replace").count("\ufffd")
    good = len(data.decode("utf-8", "ignore")) - len(data.translate(None, _HIGH))
    return good >= 3 * bad


def _guess(data: bytes) -> str | None:
    high = data.translate(None, _ASCII)
    plain = sum(len(run) for run in _ASCII_LETTERS.findall(data))
    if len(high) < _LATIN_SHARE * (plain + len(high)) and (latin := _latin(Counter(high))) is not None:
        return latin
    # Hebrew is 27 letters in a row. Cyrillic would have to make do without its last letters, and with
    # capitals alone or none at all.
    if len(high) >= 20 and not high.translate(None, _HEBREW):
        return "cp1255"
    from charset_normalizer import from_bytes

    for encodings, mess in _ROUNDS:
        if best := from_bytes(data, cp_isolation=encodings, threshold=mess).best():
            return best.encoding
    return None


def _latin(high: Counter[int]) -> str | None:
    """Return the Latin code page under which one alphabet has the most of the bytes above ASCII."""
    best, answer = _EXPLAINED, None
    for letters, encoding in _alphabets():
        explained = sum(n for byte, n in high.items() if byte in letters) / high.total()
        if explained > best or (answer is None and explained >= best):
            best, answer = explained, encoding
    return answer


@cache
def _alphabets() -> list[tuple[frozenset[int], str]]:
    """Return, in order of trust, the bytes above ASCII that a language can hold in a code page."""
    table = resources.toml(Path(__file__).parent / "alphabets.toml")
    pairs = []
    for row in table["language"]:
        signs = set(row["letters"] + row["letters"].upper() + row.get("also", "") + _PUNCTUATION)
        for encoding in row["encodings"]:
            found = {b for b in range(0x80, 0x100) if bytes([b]).decode(encoding, "ignore") in signs}
            pairs.append((frozenset(found), encoding))
    return pairs
