"""The translation's side of a passage: its words, the known words each is or resembles, and stretches."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.mentions.hearing import Heard, Hearing
from pipeline.mentions.short import possessor
from pipeline.mentions.words import Token, conjunction, slight
from pipeline.names.fold import fold
from pipeline.names.kin import kin
from pipeline.names.ordinary import ordinary

# Words less like a known word than this are no garbled forms of it.
_LEAST = 0.58
# A word that is kin to one of the name is worth so much.
_AKIN = 0.9
# A leftover word with a capital where a word of the name should be, though it sounds like nothing, and how
# like it a word without one must be.
_LEFTOVER, _ALIKE = 0.3, 0.5
_MOST_PIECES = 4
_KANA, _HAN, _LATIN = re.compile("[\u30a1-\u30fa]"), re.compile("[\u3400-\u9fff]"), re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Paired:
    """The token that stands for a word of a name, how like it is, and if it is `own`: the same or kin."""

    place: int
    value: float
    own: bool = False

    @property
    def exact(self) -> bool:
        """True if the token is the word itself."""
        return self.own and self.value == 1.0


Pairs = dict[int, Paired]


def merged(tokens: Sequence[Token]) -> list[Token]:
    """Return tokens where a word with kana left in it, Trafaガー, is one, in Latin letters."""
    found: list[Token] = []
    solid = False
    for token in tokens:
        if found and found[-1].end == token.start and (solid or token.solid):
            found[-1] = found[-1]._replace(end=token.end, text=found[-1].text + token.text)
        else:
            found.append(token)
        solid = token.solid
    return [
        token._replace(text=latin) if (latin := _latin(token.text)) != token.text else token
        for token in found
    ]


def _latin(text: str) -> str:
    """Return a word that is Latin in part with its kana in Latin letters; anything else stays."""
    if text.isascii() or not (_KANA.search(text) and _LATIN.search(text)):
        return text
    from unidecode import unidecode  # 10 ms to import, and few translations need it

    spelt = "".join(char for char in unidecode(_HAN.sub("", text)) if char.isalnum())
    return spelt[:1].upper() + spelt[1:]


class Translated:
    """The tokens of a translated passage with the words of the index that each is, is kin to, or sounds like.

    `own` and `like` map words of the index, by number, to the tokens that may stand for them.
    """

    def __init__(self, hearing: Hearing, tokens: Sequence[Token], lang: str) -> None:
        self._hearing = hearing
        self._index = hearing.index
        self._lang = lang
        self.tokens = tokens
        self.words = [token.text[: possessor(token) - token.start] for token in tokens]
        self.own: dict[int, list[Paired]] = {}
        self.like: dict[int, list[Paired]] = {}
        self.there: set[int] = set()
        for place, word in enumerate(self.words):
            self._hear(place, word)

    def _hear(self, place: int, word: str) -> None:
        known = self._index.word_number(fold(word))
        if known is not None:
            self.own.setdefault(known, []).append(Paired(place, 1.0, own=True))
            self.there.add(known)
        if slight(word.lower()):
            return
        for text in kin(fold(word)):
            if (other := self._index.word_number(text)) is not None:
                self.own.setdefault(other, []).append(Paired(place, _AKIN, own=True))
        if self.tokens[place].capital:
            for other, value in self._hearing.heard(word, self._lang, _LEAST).items():
                if value >= _LEAST and other != known:
                    self.like.setdefault(other, []).append(Paired(place, value))

    def stretches(self, content: Sequence[int]) -> Iterator[Pairs]:
        """Yield the stretches with words of a name: which token stands for each of them."""
        matched: dict[int, dict[int, Paired]] = {}
        for word in content:
            for paired in (*self.like.get(word, ()), *self.own.get(word, ())):
                held = matched.setdefault(paired.place, {}).get(word)
                if held is None or (paired.value, paired.own) > (held.value, held.own):
                    matched[paired.place][word] = paired
        places = sorted(matched)
        at = 0
        while at < len(places):
            end = at
            while end + 1 < len(places) and self._one_name(places[end], places[end + 1], len(content)):
                end += 1
            options = [(word, one) for place in places[at : end + 1] for word, one in matched[place].items()]
            pairs: Pairs = {}
            used: set[int] = set()
            for word, one in sorted(options, key=lambda option: -option[1].value):
                if word not in pairs and one.place not in used:
                    pairs[word] = one
                    used.add(one.place)
            yield pairs
            at = end + 1

    def _one_name(self, left: int, right: int, size: int) -> bool:
        """Tell whether two places may be in one name: no more words between them than it may hold."""
        if not all(token.joins for token in self.tokens[left + 1 : right + 1]):
            return False
        between = self.tokens[left + 1 : right]
        return sum(not slight(token.text.lower()) for token in between) <= max(size - 2, 0)

    def solid(self, name: str) -> tuple[int, int, float] | None:
        """Return the stretch that sounds most like a name, wherever its words are cut, and how like it is.

        Ma Dongpo may have become Madung Po. The stretch is given by its first and last token.
        """
        best: tuple[int, int, float] | None = None
        for first, token in enumerate(self.tokens):
            text = ""
            for last in range(first, min(first + _MOST_PIECES, len(self.tokens))):
                here = self.tokens[last]
                if not (here.capital or here.hyphened) or (last > first and not here.joins):
                    break
                text += self.words[last]
                if last == first and (token.opens or ordinary(text)):
                    continue
                if last + 1 < len(self.tokens) and self._tied(last + 1):
                    continue
                value = self._hearing.words_alike(text, self._lang, name, self._lang)
                if value > (best[2] if best else 0.0):
                    best = first, last, value
        return best

    def named(self, pairs: Pairs) -> bool:
        """Tell whether capitals mark a stretch as a name: on every word that is not the name's own."""
        tokens = [(self.tokens[one.place], one) for one in pairs.values()]
        if not all(token.capital or one.own for token, one in tokens):
            return False
        inside = any(
            token.capital and not (token.opens and ordinary(self.words[one.place])) for token, one in tokens
        )
        return inside or (len(tokens) > 1 and all(token.capital for token, _ in tokens))

    def reworded(self, content: Sequence[int], pairs: Pairs) -> bool:
        """Tell whether words that are a name's own stand for it in another order or another form.

        Enough of them must be proper: one that is no ordinary word, or all with capitals.
        """
        places = [pairs[word].place for word in content]
        exact = [one.place for one in pairs.values() if one.exact]
        between = [token.text for token in self.tokens[min(places) : max(places)] if slight(token.text)]
        in_order = places == sorted(places) and not between
        if not exact or (len(exact) == len(content) and in_order) or any(map(conjunction, between)):
            return False
        proper = any(self.tokens[place].capital and not ordinary(self.words[place]) for place in exact)
        return proper or all(self.tokens[place].capital for place in places)

    def filled(self, content: Sequence[int], pairs: Pairs, heard: Mapping[int, Heard], lang: str) -> bool:
        """Give the words not yet paired the leftover words around or between, in place.

        `heard` are the words of the source, in `lang`, that vouch for the name's. False where a word between
        would be lost.
        """
        first = min(one.place for one in pairs.values())
        last = max(one.place for one in pairs.values())
        used = {one.place for one in pairs.values()}
        inner = [
            place
            for place in range(first, last + 1)
            if place not in used and not slight(self.tokens[place].text.lower())
        ]
        for word in content:
            if word in pairs:
                continue
            found = self._leftover(word, (first, last), inner, content, pairs, heard.get(word), lang)
            if found is not None:
                pairs[word] = found
                inner = [one for one in inner if one != found.place]
                first, last = min(first, found.place), max(last, found.place)
        return not inner

    def _leftover(
        self,
        word: int,
        stretch: tuple[int, int],
        inner: Sequence[int],
        content: Sequence[int],
        pairs: Pairs,
        heard: Heard | None,
        lang: str,
    ) -> Paired | None:
        """Return the unpaired token that may stand for `word`."""
        first, last = stretch
        here = content.index(word)
        places = list(inner)
        if not any(other in pairs for other in content[here + 1 :]) and last + 1 < len(self.tokens):
            places += [last + 1] if self.tokens[last + 1].joins else []
        if not any(other in pairs for other in content[:here]) and first > 0:
            places += [first - 1] if self.tokens[first].joins else []
        best: Paired | None = None
        for place in places:
            token = self.tokens[place]
            if slight(token.text.lower()):
                continue
            if heard and heard.meant and self._means(place, heard.meant):
                like = _AKIN
            else:
                like = self.likeness(word, place, heard, lang)
            if like >= _ALIKE or (token.capital and not token.opens and heard is not None):
                value = max(like, _LEFTOVER)
                if best is None or (value, place) > (best.value, best.place):
                    best = Paired(place, value)
        return best

    def _means(self, place: int, meant: Collection[str]) -> bool:
        """Tell whether a word is one of those a word of the source means, or kin to one."""
        text = fold(self.words[place])
        return text in meant or not kin(text).isdisjoint(meant)

    def whole(self, pairs: Pairs) -> tuple[int, int]:
        """Return the first and the last token of a stretch, with what only a hyphen ties to a garbled end."""
        garbled = {one.place for one in pairs.values() if not one.own}
        first = min(one.place for one in pairs.values())
        last = max(one.place for one in pairs.values())
        while last in garbled and last + 1 < len(self.tokens) and self._tied(last + 1):
            last += 1
            garbled.add(last)
        return first, last

    def _tied(self, place: int) -> bool:
        """Tell whether a hyphen ties a word to the one before, and it is no word by itself: Si-seok."""
        return self.tokens[place].hyphened and not ordinary(self.words[place])

    def likeness(self, word: int, place: int, heard: Heard | None, lang: str) -> float:
        """Return how like a known word, or the source's word for it, a word of the translation sounds."""
        text = self.words[place]
        like = self._hearing.alike(text, self._lang, word)
        if heard is not None and not heard.unit.window and not heard.meant:
            both = self._hearing.words_alike(heard.unit.text, lang, text, self._lang)
            like = max(like, both * heard.value)
        return like

    def beside(self, word: int, anchors: Sequence[int]) -> bool:
        """Tell whether a word with a capital next to an anchor, a token's place, sounds like a known word."""
        for place in anchors:
            for other in (place - 1, place + 1):
                if not 0 <= other < len(self.tokens) or not self.tokens[max(place, other)].joins:
                    continue
                text = self.words[other]
                if self.tokens[other].capital and self._hearing.alike(text, self._lang, word) >= _ALIKE:
                    return True
        return False
