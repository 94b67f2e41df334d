"""A passage and its translation side by side: the known names that the two vouch for between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pipeline.gazetteer.index import IndexedName
from pipeline.mentions.counterpart import Counterpart, Form, apart, both
from pipeline.mentions.hearing import Heard, Hearing, Unit
from pipeline.mentions.source import Source
from pipeline.mentions.translated import Paired, Pairs, Translated
from pipeline.mentions.words import Token
from pipeline.names import weights
from pipeline.names.fold import fold
from pipeline.names.ordinary import ordinary
from pipeline.names.readings import split

# What the source must come to for a name. A word that only the translation has counts a little less.
_SOURCE, _TRANSLATED = 0.84, 0.95
# What the source and the translation must come to for each word that the translation garbled.
_GARBLED = 0.68
# A word of the translation this like some other word of the source stands for that.
_EXPLAINED = 0.75
# A known word stays that the source sounds so much more like than what it would become.
_RATHER = 0.05
# A garbled word that is an ordinary one must be this like what it stands for, one of another name so much.
_ORDINARY, _WORD = 0.4, 0.5
# A word that the translation copied from the source is no second witness: it must be this like by itself.
_COPIED = 0.8
# One Chinese character vouches for a word only if the translation has one this like it.
_SINGLE = 0.85
# Chinese characters are read as they stand: the translation did no worse than that.
_EXACT = 0.95
# A name that the source has no doubt of is found by its sound alone where it is this like.
_SURE, _SOLID, _SOLID_READ = 0.9, 0.74, 0.66
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
        self.index = hearing.index
        self._target_lang = target_lang
        self.target, self.told = target, told
        self.translated = Translated(hearing, target, target_lang)
        self.source = Source(hearing, source, lang)
        self.read = list(self.source.names())
        windows = self.source.windows
        self._known = {
            *self.translated.own,
            *self.source.heard,
            *(self.translated.like if windows else ()),
        }

    def text(self, one: Counterpart) -> str:
        """Return the words of the translation that a counterpart covers."""
        return " ".join(self.translated.words[one.first : one.last + 1])

    def counterparts(self) -> Iterator[Counterpart]:
        """Yield the known names that both texts vouch for and where they go, better ones not first."""
        forms = [*self.told, *self.read, *self._forms()]
        self.source.open(word for form in forms for word in form.words if word not in self.translated.there)
        for form in forms:
            content = self.content(form.words)
            if form.told is None and self._most(content) < _SOURCE:
                continue
            if len(set(form.words)) < len(form.words) or (len(content) < _FEWEST_WORDS and form.told is None):
                continue
            stretches = self.translated.stretches(content)
            ones = [one for pairs in stretches if (one := self._counterpart(form, content, pairs))]
            if not ones or max(one.target for one in ones) < _SOLID:
                ones += [one] if (one := self._solid(form, content)) else []
            yield from ones

    def _solid(self, form: Form, content: Sequence[int]) -> Counterpart | None:
        """Return the stretch whose words, cut otherwise, sound like a form that the source surely names."""
        heard = self._vouched(form, content, {})
        if not heard:
            return None
        source = self._source(form, content, {}, heard)
        if source < _SURE:
            return None
        stretch = self.translated.solid("".join(split(form.text)))
        least = _SOLID_READ if form.told is not None and form.told.window else _SOLID
        if stretch is None or stretch[2] < least:
            return None
        first, last, target = stretch
        own = {fold(word) for word in split(form.text)}
        foreign = [at for at in range(first, last + 1) if fold(self.translated.words[at]) not in own]
        if any(self._explained(at, heard[content[0]]) for at in foreign):
            return None
        spelt = [unit for at in foreign for unit in self.source.spelling(fold(self.translated.words[at]))]
        if form.told is not None and any(apart(unit, [form.told]) for unit in spelt):
            return None
        return Counterpart(form, first, last, source, target, heard)

    def _counterpart(self, form: Form, content: Sequence[int], pairs: Pairs) -> Counterpart | None:
        """Return what a stretch with some words of a form comes to, None if that is not enough."""
        heard = self._vouched(form, content, pairs)
        if heard is None or not self.translated.named(pairs):
            return None
        source = self._source(form, content, pairs, heard)
        filled = dict(pairs)
        if source < _SOURCE or not self.translated.filled(content, filled, heard, self.source.lang):
            return None
        if any(self._rather(word, one.place, heard.get(word)) for word, one in filled.items()):
            return None
        if not self._sure(form, content, filled, heard):
            return None
        first, last = self.translated.whole(filled)
        target = self._mean(content, {word: one.value for word, one in filled.items()})
        return Counterpart(form, first, last, source, target, heard)

    def _sure(self, form: Form, content: Sequence[int], pairs: Pairs, heard: Mapping[int, Heard]) -> bool:
        """Tell whether each word that the translation has not got may be put there."""
        garbled = [(word, one) for word, one in pairs.items() if not one.own]
        lost = [word for word in content if word not in pairs]
        if not garbled and not lost:
            return self.translated.reworded(content, pairs)
        if form.told is not None:
            unit = form.told
            return len(pairs) > len(lost) and not any(self._elsewhere(one.place, unit) for _, one in garbled)
        for word, one in garbled:
            voucher = heard[word]
            if self._odd(one, voucher) or self._elsewhere_too(word, pairs):
                return False
            single = voucher.unit.window and len(voucher.unit.text) == 1
            if both(voucher.value, one.value) < _GARBLED or (single and one.value < _SINGLE):
                return False
            if self._explained(one.place, voucher):
                return False
        if not all(self._is_lost(word, heard.get(word)) for word in lost):
            return False
        if all(heard[word].meant for word in lost):
            rest = [word for word in content if word not in lost]
            return self._told_apart([heard[word].unit for word in lost], rest, heard)
        return all(word in heard and self.source.certain(heard[word]) for word in content)

    def _told_apart(self, units: Sequence[Unit], rest: Sequence[int], heard: Mapping[int, Heard]) -> bool:
        """Tell whether units mean words of this very name: a single character does after the other words."""
        single = [unit for unit in units if len(unit.text) == 1]
        return not single or any(word in heard for word in rest) or self.source.precede(rest, single[0])

    def _is_lost(self, word: int, heard: Heard | None) -> bool:
        """Tell whether the source has a word that the translation has lost, and not only moved."""
        if heard is None:
            return False
        places = {one.place for one in self.translated.own.get(word, ())}
        return len(places) < self.source.times(word) if heard.meant else not places

    def _elsewhere_too(self, word: int, pairs: Pairs) -> bool:
        """Tell whether the translation has a word as often as the source, in other places than these."""
        taken = {one.place for one in pairs.values()}
        places = {one.place for one in self.translated.own.get(word, ()) if one.exact} - taken
        return len(places) >= max(self.source.times(word), 1)

    def _odd(self, one: Paired, heard: Heard) -> bool:
        """Tell whether a garbled word is likelier to be right: one of the language, or of another name."""
        text = self.translated.words[one.place]
        if any(apart(unit, [heard.unit]) for unit in self.source.spelling(fold(text))):
            return True
        if fold(text) == fold(heard.unit.text):
            return heard.value < _COPIED
        if self.index.word_number(fold(text)) is not None:
            return one.value < _WORD
        return ordinary(text) and one.value < (_WORD if heard.unit.window else _ORDINARY)

    def _elsewhere(self, place: int, told: Unit) -> bool:
        """Tell whether a word of the translation is elsewhere in the source: read so, or in some name."""
        text = fold(self.translated.words[place])
        if any(apart(unit, [told]) for unit in self.source.spelling(text)):
            return True
        number = self.index.word_number(text)
        if number is None:
            return False
        heard = self.source.anywhere(number)
        single = {one.unit for one in heard if one.unit.window and len(one.unit.text) == 1}
        return any(apart(one.unit, [told]) for one in heard if one.unit not in single)

    def _explained(self, place: int, voucher: Heard) -> bool:
        """Tell whether a word of the translation is right, or stands for another word of the source."""
        text, unit = self.translated.words[place], voucher.unit
        own = self._hearing.words_alike(unit.text, self.source.lang, text, self._target_lang)
        if unit.window and own >= _EXACT:
            return True
        return any(
            (other.start >= unit.end or other.end <= unit.start)
            and self._hearing.words_alike(other.text, self.source.lang, text, self._target_lang)
            > max(_EXPLAINED, own)
            for other in self.source.units
            if not other.window
        )

    def _rather(self, word: int, place: int, heard: Heard | None) -> bool:
        """Tell whether a word is a known one that the source sounds more like than what it would become."""
        number = self.index.word_number(fold(self.translated.words[place]))
        if heard is None or number is None or number == word:
            return False
        return self._hearing.alike(heard.unit.text, self.source.lang, number) > heard.value + _RATHER

    def _forms(self) -> Iterator[Form]:
        """Yield the names of several words of which each may be in the source or in the translation."""
        translated = self.translated
        known: Counter[int] = Counter()  # how many words of a name are known: counted thus in C
        for word in self._known:
            known.update(self.index.postings(word))
        begun = {number for word in translated.like for number in self.index.postings(word)}
        anchored = {number for word in translated.there for number in self.index.postings(word)}
        for number in begun | anchored:
            if known[number] < _FEWEST_WORDS and not (self.source.windows and number in anchored):
                continue
            name = self._hearing.name(number)
            several = _FEWEST_WORDS <= len(name.words) <= _MOST_WORDS
            if several and name.kind == "full" and self._possible(name):
                yield Form(name.entity, name.text, name.words)

    def _possible(self, name: IndexedName) -> bool:
        """Tell whether each word of a name is in the translation, or sounds like something in either text.

        Where the source is in Chinese characters one word may as well be garbled beyond that, beside another.
        """
        silent = [word for word in name.words if word not in self._known and not self._hearing.slight(word)]
        if not silent or not self.source.windows:
            return not silent
        own = self.translated.own
        anchors = [one.place for word in name.words for one in own.get(word, ()) if one.exact]
        return len(set(silent)) == 1 and self.translated.beside(silent[0], anchors)

    def name(self, number: int) -> IndexedName:
        """Return a name of the index by its number."""
        return self._hearing.name(number)

    def content(self, words: Sequence[int]) -> list[int]:
        """Return the words of a name that are more than particles."""
        return [word for word in dict.fromkeys(words) if not self._hearing.slight(word)]

    def _weight(self, word: int) -> float:
        return weights.load().alignment.base_weight + self.index.rarity(word)

    def _mean(self, content: Sequence[int], values: Mapping[int, float]) -> float:
        total = sum(self._weight(word) for word in content)
        return sum(self._weight(word) * values.get(word, 0.0) for word in content) / total if total else 0.0

    def _most(self, content: Sequence[int]) -> float:
        """Return the most that the source may come to for a name, wherever its words stand."""
        values = {
            word: max(
                max((heard.value for heard in self.source.heard.get(word, ())), default=0.0),
                1.0 if word in self.translated.own else 0.0,
            )
            for word in content
        }
        return self._mean(content, values)

    def _source(self, form: Form, content: Sequence[int], pairs: Pairs, heard: Mapping[int, Heard]) -> float:
        """Return how well a name is vouched for: each word by the source, or by the translation having it."""
        if form.told is not None:
            return 1.0
        values = {word: one.value for word, one in heard.items()}
        for word, one in pairs.items():
            if one.own:
                values[word] = max(values.get(word, 0.0), _TRANSLATED)
        return self._mean(content, values)

    def _vouched(self, form: Form, content: Sequence[int], pairs: Pairs) -> dict[int, Heard] | None:
        """Return what vouches for the words of a form in the source, all near one another.

        None if some word has neither a voucher nor itself in the translation.
        """
        if form.told is not None:
            return dict.fromkeys(content, Heard(1.0, form.told))
        options = {word: self.source.heard[word] for word in content if word in self.source.heard}
        needed = [word for word in content if word not in pairs or not pairs[word].own]
        if any(word not in options for word in needed):
            return None
        best: dict[int, Heard] = {}
        most = -1.0
        anchors = sorted((h for word in needed for h in options[word]), key=lambda h: -h.value)
        for anchor in anchors[:4]:
            chosen = self.source.around(anchor, options, needed, content)
            gained = sum(heard.value for heard in chosen.values())
            if all(word in chosen for word in needed) and gained > most:
                best, most = chosen, gained
        return best if best or not needed else None
