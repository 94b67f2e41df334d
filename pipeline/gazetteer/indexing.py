"""Writing the index: names taken apart into words, and words filed under what they sound like.

The files are those that `index.Index`, `near_words.NearWords` and `near_names.NearNames` read.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from pipeline.gazetteer.arrays import write_numbers, write_strings
from pipeline.gazetteer.entity import KINDS, TYPES, Entity, Name, short_names
from pipeline.gazetteer.index import INITIAL, PARTICLE, SLIGHT
from pipeline.names import particles, readings, sounds, weights
from pipeline.names.fold import fold
from pipeline.names.nearby import joints
from pipeline.names.pairs import missing_weight
from pipeline.names.sketches import sketches
from pipeline.names.tables import changes

# Places are written in a hundred languages: their names there are translations, to be found as they
# stand. Only the English ones are looked up by sound; short forms of people are, as words of full names.
_BY_SOUND = frozenset({"full", "alias", "former"})
# Readings of a word that an index keeps.
_READINGS = 6
# Words of a name, and letters of a word, that are counted: a byte's worth.
_WORDS = _LENGTH = 255


def write(folder: Path, entities: Iterable[Entity]) -> dict[str, int]:
    """Write the index of `entities`, numbered in the order they come; return how many of what it holds."""
    owner, langs, kinds = array("I"), array("H"), array("B")
    types, weights = array("B"), array("d")
    texts: list[str] = []
    language_numbers: dict[str, int] = {}
    exact: list[tuple[str, tuple[int]]] = []
    words = _Words()
    for number, entity in enumerate(entities):
        types.append(TYPES.index(entity.type))
        weights.append(entity.weight)
        heard: set[str] = set()
        for name, key in _names(entity):
            if key:
                exact.append((key, (len(texts),)))
            texts.append(name.text)
            owner.append(number)
            langs.append(language_numbers.setdefault(name.lang, len(language_numbers)))
            kinds.append(KINDS.index(name.kind))
            if _sounds_matter(entity, name) and name.text not in heard:
                heard.add(name.text)
                words.add(name)
            else:
                words.skip()
    marisa_trie.RecordTrie("<I", exact).save(str(folder / "exact.marisa"))
    write_numbers(folder / "entities.type", types, "B")
    write_numbers(folder / "entities.weight", weights, "d")
    write_numbers(folder / "names.entity", owner)
    write_numbers(folder / "names.lang", langs, "H")
    write_numbers(folder / "names.kind", kinds, "B")
    write_strings(folder / "names.text", texts)
    write_strings(folder / "languages", language_numbers)
    words.write(folder)
    return {"names": len(texts), "words": len(words)}


def _names(entity: Entity) -> Iterator[tuple[Name, str]]:
    """Yield the names of an entity and those it implies, each with its folded text."""
    known: set[str] = set()
    for name in entity.all_names():
        key = fold(name.text)
        known.add(key)
        yield name, key
    for name in short_names(entity):
        if (key := fold(name.text)) not in known:
            known.add(key)
            yield name, key


def _sounds_matter(entity: Entity, name: Name) -> bool:
    if entity.type == "LOC":
        return name.lang == "en" and name.kind in _BY_SOUND
    return name.kind in _BY_SOUND


class _Words:
    """The words of all names, gathered name by name and then written.

    They have provisional numbers, in the order they come up, until the trie that holds them numbers them.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._heard: list[dict[str, None]] = []  # the readings of each word
        self._lengths = array("B")  # readings.Word.size of each word
        self._known: dict[tuple[str, str], str | None] = {}  # (part, language) to its folded text
        self._parts = array("I")  # the words of each name, and then its neighbouring words as one
        self._places = array("B")  # where each of them stands, or the first of the two
        self._flags = array("B")  # what is special about each (see index.Index)
        self._starts = array("I", [0])
        self._sizes = array("B")  # how many of them are the name's own words

    def __len__(self) -> int:
        return len(self._numbers)

    def skip(self) -> None:
        """Count a name that is not looked up by sound."""
        self._sizes.append(0)
        self._starts.append(len(self._parts))

    def add(self, name: Name) -> None:
        """Count a name that is."""
        parts = readings.split(name.text)
        words = [text for part in parts if (text := self._word(part, name.lang))][:_WORDS]
        self._parts.extend(self._numbers[word] for word in words)
        self._sizes.append(len(words))
        lengths = [self._lengths[self._numbers[word]] for word in words]
        self._places.extend(range(len(words)))
        self._flags.extend(map(_about, words, particles.sizes(name.text, words, lengths)))
        for at, joined in joints(words):
            self._parts.append(number := self._number(joined, len(joined)))
            self._places.append(at)
            self._flags.append(0)
            both = [next(iter(self._heard[self._numbers[word]]), "") for word in words[at : at + 2]]
            if any(both):
                self._heard[number][sounds.tidy("".join(both))] = None
        self._starts.append(len(self._parts))

    def _word(self, part: str, lang: str) -> str | None:
        try:
            return self._known[part, lang]
        except KeyError:
            word = readings.read_word(part, lang)
            self._known[part, lang] = text = word.text if word else None
            if word:
                number = self._number(word.text, word.size)
                self._heard[number].update(dict.fromkeys(word.readings[:_READINGS]))
            return text

    def _number(self, text: str, size: int) -> int:
        number = self._numbers.setdefault(text, len(self._heard))
        if number == len(self._heard):
            self._heard.append({})
            self._lengths.append(min(size, _LENGTH))
        return number

    def write(self, folder: Path) -> None:
        """Write the words, which names hold them, and their sounds."""
        trie = marisa_trie.Trie(list(self._numbers))
        trie.save(str(folder / "words.marisa"))
        final = np.array([trie[word] for word in self._numbers], np.uint32)
        words = final[np.array(self._parts, np.uint32)] if self._parts else np.empty(0, np.uint32)
        size = len(self._sizes)
        names = np.repeat(
            np.arange(size, dtype=np.uint32), np.diff(np.asarray(self._starts, np.int64)).astype(np.int64)
        )
        held = _write_postings(folder, words, names, len(final))
        rarity = np.log(1 + size / np.maximum(held, 1)) / (math.log(1 + size) or 1.0)
        write_numbers(folder / "names.size", self._sizes, "B")
        (folder / "names.words").write_bytes(words.tobytes())
        write_numbers(folder / "names.words.starts", self._starts)
        (folder / "words.rarity").write_bytes(rarity.astype(np.float32).tobytes())
        write_numbers(folder / "names.places", self._places, "B")
        write_numbers(folder / "names.flags", self._flags, "B")
        slight = np.asarray(self._flags) & SLIGHT > 0
        missing = missing_weight(rarity[words], slight, weights.load().alignment)
        costs = _sums(missing, self._starts, self._sizes)
        (folder / "names.missing").write_bytes(costs.astype(np.float32).tobytes())
        _write_sounds(folder, final, self._heard)


def _about(word: str, size: int) -> int:
    """Return the flags of a word that counts as `size` letters (see particles.sizes)."""
    return (
        SLIGHT * (size <= particles.SLIGHT) | PARTICLE * (size == 0) | INITIAL * bool(particles.initial(word))
    )


def _write_postings(
    folder: Path, words: NDArray[np.uint32], names: NDArray[np.uint32], size: int
) -> NDArray[np.int64]:
    """Write which names hold each of `size` words; return how many do."""
    pairs = np.unique(words.astype(np.uint64) << np.uint64(32) | names)
    held = np.bincount((pairs >> np.uint64(32)).astype(np.int64), minlength=size)
    (folder / "postings.names").write_bytes(pairs.astype(np.uint32).tobytes())
    (folder / "postings.starts").write_bytes(_starts(held).tobytes())
    return held


def _write_sounds(folder: Path, numbers: NDArray[np.uint32], heard: list[dict[str, None]]) -> None:
    """Write a row for each code that words are read as, sorted by the key of its skeleton, and its words."""
    code_of = {reading: sounds.encode(reading) for found in heard for reading in found}
    key_of = {code: sounds.skeleton_key(sounds.skeleton(reading)) for reading, code in code_of.items()}
    codes = sorted(key_of, key=lambda code: (key_of[code], code))
    row_of = {code: row for row, code in enumerate(codes)}
    read = [list(dict.fromkeys(row_of[code_of[reading]] for reading in found)) for found in heard]
    keys = np.array([key_of[code] for code in codes], np.uint64)
    first = np.flatnonzero(changes(keys))
    (folder / "sounds.keys").write_bytes(keys[first].tobytes())
    write_numbers(folder / "sounds.starts", [*first.tolist(), len(codes)])
    (folder / "sounds.sketches").write_bytes(sketches(codes).tobytes())
    bare = sketches(list(map(sounds.without_vowels, codes)))
    (folder / "sounds.bare").write_bytes(bare.tobytes())
    held = np.array(codes, "S")
    (folder / "sounds.codes").write_bytes(held.tobytes())
    write_numbers(folder / "sounds.width", [held.itemsize])
    by_word = [read[at] for at in np.argsort(numbers).tolist()]
    counts = np.array([len(rows) for rows in by_word], np.int64)
    rows = np.array([row for rows in by_word for row in rows], np.int64)
    write_numbers(folder / "words.sounds", rows.tolist())
    (folder / "words.sounds.starts").write_bytes(_starts(counts).tobytes())
    words = np.arange(len(by_word)).repeat(counts)[np.argsort(rows, kind="stable")]
    write_numbers(folder / "sounds.words", words.tolist())
    spoken = np.bincount(rows, minlength=len(codes))
    (folder / "sounds.words.starts").write_bytes(_starts(spoken).tobytes())


def _starts(counts: NDArray[np.int64]) -> NDArray[np.uint32]:
    return np.concatenate(([0], np.cumsum(counts))).astype(np.uint32)


def _sums(values: NDArray[Any], starts: array[int], sizes: array[int]) -> NDArray[Any]:
    """Return the sums of stretches of values, so many from each start."""
    first = np.asarray(starts, np.int64)[:-1]
    before = np.concatenate(([0.0], np.cumsum(values)))
    found: NDArray[Any] = before[first + np.asarray(sizes)] - before[first]
    return found
