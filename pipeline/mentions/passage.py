"""A passage and its translation side by side: the known names that the two vouch for between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.gazetteer.index import IndexedName
from pipeline.mentions.counterpart import Counterpart, Form, apart, near, slight
from pipeline.mentions.hearing import Heard, Hearing, Unit, tells, units
from pipeline.mentions.short import possessor
from pipeline.mentions.words import Token
from pipeline.names import weights
from pipeline.names.fold import fold

# Words of the source less like a known word than this vouch for nothing; nor do words of the translation.
_LEAST_IN_SOURCE, _LEAST_IN_TARGET = 0.66, 0.58
# What the source must come to for a name. A word that only the translation has counts a little less.
_SOURCE, _TRANSLATED = 0.84, 0.95
# A leftover word with a capital where a word of the name should be, though it sounds like nothing, and how
# like it a word without one must be.
_LEFTOVER, _ALIKE = 0.3, 0.5
# What the source and the translation must come to for each word that the translation garbled, and what the
# source alone must for one that it lost.
_GARBLED, _LOST = 0.68, 0.9
# A word of the translation this like some other word of the source stands for that.
_EXPLAINED = 0.75
_LOST_SOUNDS = 4
# One Chinese character vouches for a word only if the translation has one this like it.
_SINGLE = 0.85
# Chinese characters are read as they stand: the translation did no worse than that.
_EXACT = 0.95
_FEWEST_WORDS, _MOST_WORDS = 2, 8


class Passage:
    """A passage of the source and its translation, with the words of the index each has or sounds like.

    `told` are the forms of entities that the source is known to name.
    """

    def __init__(
        self,
        hearing: Hearing,
        source: Sequence[Token],
        lang: str,
        target: Sequence[Token],
        target_lang: str,
        told: Sequence[Form] = (),
    ) -> None:
        self._hearing = hearing
        self._index = hearing.index
        self._lang, self._target_lang = lang, target_lang
        self.target, self.told = target, told
        self._units = list(units(source))
        self._windows = any(unit.window for unit in self._units)
        self._heard = hearing.best(self._units, lang, _LEAST_IN_SOURCE)
        self._bare = [token.text[: possessor(token) - token.start] for token in target]
        self._there: dict[int, list[int]] = {}
        self._like: dict[int, list[tuple[int, float]]] = {}
        for place, word in enumerate(self._bare):
            number = self._index.word_number(fold(word))
            if number is not None:
                self._there.setdefault(number, []).append(place)
            if target[place].capital and not slight(word.lower()):
                for other, value in hearing.heard(word, target_lang).items():
                    if value >= _LEAST_IN_TARGET and other != number:
                        self._like.setdefault(other, []).append((place, value))

    @property
    def unreadable(self) -> bool:
        """True if names in the source may be in Chinese characters, whose readings are uncertain."""
        return self._windows

    def vouches(self, word: int) -> bool:
        """Tell whether some word of the source sounds like a word of the index."""
        return word in self._heard or bool(
            self._windows and self._hearing.in_windows(self._units, self._lang, (word,), _LEAST_IN_SOURCE)
        )

    def counterparts(self) -> Iterator[Counterpart]:
        """Yield the known names that both texts vouch for and where they go, better ones not first."""
        forms = [*self.told, *self._forms()]
        if self._windows:
            open_words = {word for form in forms for word in form.words if word not in self._there}
            heard = self._hearing.in_windows(self._units, self._lang, open_words, _LEAST_IN_SOURCE)
            for word, found in heard.items():
                self._heard.setdefault(word, []).extend(found)
        for form in forms:
            content = self._content(form.words)
            if form.told is None and self._most(content) < _SOURCE:
                continue
            if len(set(form.words)) < len(form.words) or (len(content) < _FEWEST_WORDS and form.told is None):
                continue
            for pairs in self._stretches(content):
                if one := self._counterpart(form, content, pairs):
                    yield one

    def _counterpart(
        self, form: Form, content: Sequence[int], pairs: Mapping[int, tuple[int, float]]
    ) -> Counterpart | None:
        """Return what a stretch with some words of a form comes to, None if that is not enough."""
        heard = self._vouched(form, content, pairs)
        if heard is None or not self._named(pairs):
            return None
        filled = dict(pairs)
        stretch = self._filled(content, filled, heard)
        if stretch is None or not self._sure(form, content, filled, heard):
            return None
        source = self._source(form, content, pairs, heard)
        first, last, target = stretch
        return Counterpart(form, first, last, source, target, heard) if source >= _SOURCE else None

    def _named(self, pairs: Mapping[int, tuple[int, float]]) -> bool:
        """Tell whether capitals mark a stretch as a name: on every word that is not the name's own."""
        tokens = [(self.target[place], value) for place, value in pairs.values()]
        if not all(token.capital or value == 1.0 for token, value in tokens):
            return False
        inside = any(token.capital and not token.opens for token, _ in tokens)
        return inside or (len(tokens) > 1 and all(token.capital for token, _ in tokens))

    def _sure(
        self,
        form: Form,
        content: Sequence[int],
        pairs: Mapping[int, tuple[int, float]],
        heard: Mapping[int, Heard],
    ) -> bool:
        """Tell whether each word that the translation has not got may be put there."""
        garbled = [(word, place, value) for word, (place, value) in pairs.items() if value < 1.0]
        lost = [word for word in content if word not in pairs]
        if not garbled and not lost:  # all the words are there, in another order
            places = [pairs[word][0] for word in content]
            return places != sorted(places) and all(self.target[place].capital for place in places)
        if form.told is not None:
            return not lost or len(pairs) > len(lost)
        for word, place, value in garbled:
            voucher = heard[word]
            single = voucher.unit.window and len(voucher.unit.text) == 1
            if 0.6 * voucher.value + 0.4 * value < _GARBLED or (single and value < _SINGLE):
                return False
            if self._explained(place, voucher):
                return False
        if lost:
            return all(
                word in heard
                and heard[word].value >= _LOST
                and not heard[word].unit.window
                and tells(heard[word].unit.text, self._lang, _LOST_SOUNDS)
                for word in content
            ) and not any(word in self._there for word in lost)
        return True

    def _explained(self, place: int, voucher: Heard) -> bool:
        """Tell whether a word of the translation is right, or stands for another word of the source."""
        text, unit = self._bare[place], voucher.unit
        own = self._hearing.words_alike(unit.text, self._lang, text, self._target_lang)
        if unit.window and own >= _EXACT:
            return True
        return any(
            (other.start >= unit.end or other.end <= unit.start)
            and self._hearing.words_alike(other.text, self._lang, text, self._target_lang)
            > max(_EXPLAINED, own)
            for other in self._units
            if not other.window
        )

    def _forms(self) -> Iterator[Form]:
        """Yield the names of several words of which each may be in the source or in the translation."""
        seen: set[int] = set()
        for word in (*self._there, *self._like):
            for number in self._index.postings(word):
                if number not in seen:
                    seen.add(number)
                    name = self._hearing.name(number)
                    if (
                        name.kind == "full"
                        and _FEWEST_WORDS <= len(name.words) <= _MOST_WORDS
                        and self._possible(name)
                    ):
                        yield Form(name.entity, name.text, name.words)

    def _possible(self, name: IndexedName) -> bool:
        content = self._content(name.words)
        silent = sum(word not in self._there and word not in self._heard for word in content)
        return silent == 0 or (self._windows and all(w in self._there or w in self._like for w in content))

    def _content(self, words: Sequence[int]) -> list[int]:
        return [word for word in dict.fromkeys(words) if not slight(self._index.word(word))]

    def _weight(self, word: int) -> float:
        return weights.load().alignment.base_weight + self._index.rarity(word)

    def _mean(self, content: Sequence[int], values: Mapping[int, float]) -> float:
        total = sum(self._weight(word) for word in content)
        return sum(self._weight(word) * values.get(word, 0.0) for word in content) / total if total else 0.0

    def _most(self, content: Sequence[int]) -> float:
        """Return the most that the source may come to for a name, wherever its words stand."""
        values = {
            word: max(
                max((heard.value for heard in self._heard.get(word, ())), default=0.0),
                1.0 if word in self._there else 0.0,
            )
            for word in content
        }
        return self._mean(content, values)

    def _source(
        self,
        form: Form,
        content: Sequence[int],
        pairs: Mapping[int, tuple[int, float]],
        heard: Mapping[int, Heard],
    ) -> float:
        """Return how well a name is vouched for: each word by the source, or by the translation having it."""
        if form.told is not None:
            return 1.0
        values = {word: one.value for word, one in heard.items()}
        for word, (_, value) in pairs.items():
            if value == 1.0:
                values[word] = max(values.get(word, 0.0), _TRANSLATED)
        return self._mean(content, values)

    def _vouched(
        self, form: Form, content: Sequence[int], pairs: Mapping[int, tuple[int, float]]
    ) -> dict[int, Heard] | None:
        """Return what vouches for the words of a form in the source, all near one another.

        None if some word has neither a voucher nor itself in the translation.
        """
        if form.told is not None:
            return dict.fromkeys(content, Heard(1.0, form.told))
        there = {word for word, (_, value) in pairs.items() if value == 1.0}
        options = {word: self._heard[word] for word in content if word in self._heard}
        needed = [word for word in content if word not in there]
        if any(word not in options for word in needed):
            return None
        best: dict[int, Heard] = {}
        most = -1.0
        anchors = sorted((h for word in needed for h in options[word]), key=lambda h: -h.value)
        for anchor in anchors[:4]:
            chosen = self._around(anchor, options, needed, content)
            gained = sum(heard.value for heard in chosen.values())
            if all(word in chosen for word in needed) and gained > most:
                best, most = chosen, gained
        return best if best or not needed else None

    def _around(
        self,
        anchor: Heard,
        options: Mapping[int, Sequence[Heard]],
        needed: Sequence[int],
        content: Sequence[int],
    ) -> dict[int, Heard]:
        """Choose for each word the best unit near an anchor, those that must have one first."""
        chosen: dict[int, Heard] = {}
        used: list[Unit] = []
        for word in sorted(options, key=lambda word: word not in needed):
            close = [
                heard
                for heard in options[word]
                if apart(heard.unit, used)
                and (heard.unit == anchor.unit or near(heard.unit, [anchor.unit, *used], len(content)))
            ]
            if close:
                chosen[word] = max(close, key=lambda heard: heard.value)
                used.append(chosen[word].unit)
        return chosen

    def _stretches(self, content: Sequence[int]) -> Iterator[dict[int, tuple[int, float]]]:
        """Yield stretches of the translation with words of a name: each word's place, and how like it is."""
        matched: dict[int, dict[int, float]] = {}
        for word in content:
            for place in self._there.get(word, ()):
                matched.setdefault(place, {})[word] = 1.0
            for place, value in self._like.get(word, ()):
                matched.setdefault(place, {})[word] = value
        places = sorted(matched)
        at = 0
        while at < len(places):
            end = at
            while end + 1 < len(places) and self._one_name(places[end], places[end + 1], len(content)):
                end += 1
            options = sorted(
                (
                    (value, place, word)
                    for place in places[at : end + 1]
                    for word, value in matched[place].items()
                ),
                reverse=True,
            )
            pairs: dict[int, tuple[int, float]] = {}
            used: set[int] = set()
            for value, place, word in options:
                if word not in pairs and place not in used:
                    pairs[word] = (place, value)
                    used.add(place)
            yield pairs
            at = end + 1

    def _one_name(self, left: int, right: int, size: int) -> bool:
        """Tell whether two places may be in one name: no more words between them than it may hold."""
        if not all(token.joins for token in self.target[left + 1 : right + 1]):
            return False
        between = self.target[left + 1 : right]
        return sum(not slight(token.text.lower()) for token in between) <= max(size - 2, 0)

    def _filled(
        self, content: Sequence[int], pairs: dict[int, tuple[int, float]], heard: Mapping[int, Heard]
    ) -> tuple[int, int, float] | None:
        """Give the words not yet paired the leftover words around or between.

        Return the stretch and its worth; None where a word between would be lost, or somebody else is meant.
        """
        first = min(place for place, _ in pairs.values())
        last = max(place for place, _ in pairs.values())
        used = {place for place, _ in pairs.values()}
        inner = [
            place
            for place in range(first, last + 1)
            if place not in used and not slight(self.target[place].text.lower())
        ]
        for word in content:
            if word in pairs:
                continue
            found = self._leftover(word, (first, last), inner, content, pairs, heard)
            if found is not None:
                value, place = found
                pairs[word] = (place, value)
                inner = [one for one in inner if one != place]
                first, last = min(first, place), max(last, place)
        if inner or any(self._rather(word, place, heard.get(word)) for word, (place, _) in pairs.items()):
            return None
        return first, last, self._mean(content, {word: value for word, (_, value) in pairs.items()})

    def _leftover(
        self,
        word: int,
        stretch: tuple[int, int],
        inner: Sequence[int],
        content: Sequence[int],
        pairs: Mapping[int, tuple[int, float]],
        heard: Mapping[int, Heard],
    ) -> tuple[float, int] | None:
        """Return the unpaired word that may stand for `word`: how like it is, and its place."""
        first, last = stretch
        here = content.index(word)
        places = list(inner)
        if not any(other in pairs for other in content[here + 1 :]) and last + 1 < len(self.target):
            places += [last + 1] if self.target[last + 1].joins else []
        if not any(other in pairs for other in content[:here]) and first > 0:
            places += [first - 1] if self.target[first].joins else []
        best: tuple[float, int] | None = None
        for place in places:
            token = self.target[place]
            if slight(token.text.lower()):
                continue
            like = self._likeness(word, place, heard.get(word))
            if like >= _ALIKE or (token.capital and not token.opens and word in heard):
                best = max(best or (0.0, place), (max(like, _LEFTOVER), place))
        return best

    def _likeness(self, word: int, place: int, heard: Heard | None) -> float:
        """Return how like a known word, or the source's word for it, a word of the translation sounds."""
        text = self._bare[place]
        like = self._hearing.alike(text, self._target_lang, word)
        if heard is not None and not heard.unit.window:
            both = self._hearing.words_alike(heard.unit.text, self._lang, text, self._target_lang)
            like = max(like, both * heard.value)
        return like

    def _rather(self, word: int, place: int, heard: Heard | None) -> bool:
        """Tell whether a word is a known one that the source sounds more like than what it would become."""
        number = self._index.word_number(fold(self._bare[place]))
        if heard is None or number is None or number == word:
            return False
        return self._hearing.alike(heard.unit.text, self._lang, number) > heard.value + 0.05
