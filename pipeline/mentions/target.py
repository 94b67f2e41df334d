"""Names in a translation that came garbled, put right by what the source says.

A known name is meant where every word of it is vouched for: it stands in the translation, or a word of the
source sounds like it. Its counterpart is the stretch of the translation that has those words, or leftover
words with capitals in their place. So "Peter Cotel" is Peter Costello if the source has 피터 코스텔로, and
stays as it is if the source has nothing of the kind. By the same token a word of the translation that only
sounds like a known name is left alone if no word of the source does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

import msgspec

from pipeline.article import Candidate, Evidence, Mention, SentencePair
from pipeline.gazetteer.store import Gazetteer
from pipeline.language import sentences
from pipeline.mentions.counterpart import Counterpart, Form
from pipeline.mentions.hearing import Heard, Hearing, Unit
from pipeline.mentions.lost import Lost, lost
from pipeline.mentions.passage import Passage
from pipeline.mentions.short import possessor
from pipeline.mentions.translated import merged
from pipeline.mentions.words import Token, slight, tokenize
from pipeline.names.fold import fold
from pipeline.names.kin import kin
from pipeline.names.ordinary import ordinary
from pipeline.names.readings import split

# How well the translation must vouch for a counterpart, how well both texts together, and by how much the
# best reading of a stretch must beat a name of somebody else.
_TARGET, _TOGETHER, _MARGIN = 0.4, 0.72, 0.01
# A name of several words this like a known one needs no voucher, and one found in the translation alone
# goes before a counterpart that is no surer than this.
_GOOD, _FIRST = 0.86, 0.05
# What a further word of a name makes up for in likeness, where one name stands in another.
_LONGER = 0.03
_WRITTEN_ON = re.compile(r"(?:[^\s\w]?\w)*")


class Counterparts:
    """Finds the garbled counterparts of names in translations, against one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._hearing = Hearing(gazetteer.index)

    def settle(
        self,
        source: tuple[str, str, Sequence[Mention]],
        target: tuple[str, str, Sequence[Mention]],
        pairs: Sequence[SentencePair] = (),
    ) -> list[Mention]:
        """Return the mentions of a translation, in order, once the source has had its say.

        `source` and `target` are each a text, its language (BCP 47) and the mentions found in it alone;
        `pairs` tell which sentences belong together, where that is known. A mention that is a known name
        as it stands is kept. One that only sounds like a known name is kept if the source vouches for it.
        Counterparts are added, with the rule "counterpart" first in their evidence.
        """
        text, lang, told = source
        translated, target_lang, found = target
        left, right = tokenize(text), merged(tokenize(translated))
        settled: list[Mention] = []
        for here, there in _passages(text, lang, translated, target_lang, pairs):
            tokens = _within(left, here)
            known = [mention for mention in _within(told, here) if not _copied(mention, translated)]
            forms = [form for mention in known for form in self._told(mention, tokens)]
            passage = Passage(self._hearing, tokens, lang, _within(right, there), target_lang, forms)
            settled += self._settle(passage, _within(found, there), translated)
        return sorted(settled, key=lambda mention: mention.start)

    def _told(self, mention: Mention, tokens: Sequence[Token]) -> Iterator[Form]:
        """Yield the form in which a name of the source, if it is known whose, belongs in the translation."""
        if mention.status != "linked" or mention.entity is None or mention.role in ("demonym", "short"):
            return
        number = self._gazetteer.number(mention.entity)
        text = mention.rendering or mention.name or ""
        words = [self._hearing.index.word_number(fold(word)) for word in split(text)]
        place = next((at for at, token in enumerate(tokens) if token.end > mention.start), 0)
        unit = Unit(mention.start, mention.end, mention.text, place)
        if number is not None and words and all(word is not None for word in words):
            yield Form(number, text, tuple(word for word in words if word is not None), unit)

    def _settle(self, passage: Passage, found: Sequence[Mention], text: str) -> Iterator[Mention]:
        accepted: list[tuple[int, int]] = []
        counterparts: list[Counterpart] = []
        likely = sorted(self._likely(passage), key=_worth, reverse=True)
        for place, one in enumerate(likely):
            span = _span(passage, one)
            if any(_overlap(span, other) for other in accepted) or self._standing(one, span, found, passage):
                continue
            if any(_rivals(one, other) for other in likely[place + 1 :]):
                continue
            accepted.append(span)
            counterparts.append(one)
            yield self._mention(one, span, text)
        for mention in found:
            free = not any(_overlap((mention.start, mention.end), span) for span in accepted)
            if free and not _by_sound(mention):
                yield self._marked(mention)
            elif free and self._vouched(mention, passage):
                yield mention
        here = {self._gazetteer.number(one.entity) for one in found if one.entity and one.status == "linked"}
        here |= {one.form.entity for one in counterparts}
        for name, offset in lost(passage, counterparts):
            if name.form.entity not in here:
                at = _outside(_after_word(text, offset), [*accepted, *_spans(found)])
                yield self._inserted(name, at)

    def _likely(self, passage: Passage) -> Iterator[Counterpart]:
        """Yield the counterparts sure enough, but for names that stand in the translation as they should."""
        words = " ".join(fold(token.text[: possessor(token) - token.start]) for token in passage.target)
        for one in passage.counterparts():
            if one.target < _TARGET or one.score < _TOGETHER or self._is_known(passage.text(one)):
                continue
            written = " ".join(fold(word) for word in split(self._written(one.form)))
            if f" {written} " not in f" {words} ":
                yield one

    def _is_known(self, text: str) -> bool:
        """Tell whether a text is itself a known name of several words."""
        index = self._hearing.index
        return " " in text and any(index.name(number).kind == "full" for number in index.exact(fold(text)))

    def _written(self, form: Form) -> str:
        return form.text if form.told else self._gazetteer.entity(form.entity).name

    def _standing(
        self, one: Counterpart, span: tuple[int, int], found: Sequence[Mention], passage: Passage
    ) -> bool:
        """Tell whether a known name stands there already that is no mere part of the counterpart's."""
        written = f" {fold(self._written(one.form))} "
        for mention in found:
            if mention.status == "unknown" or not _overlap(span, (mention.start, mention.end)):
                continue
            if not _by_sound(mention):
                inside = span[0] <= mention.start and mention.end <= span[1]
                bare = mention.role == "short" or " " not in mention.text
                if not (inside and (bare or f" {fold(mention.text)} " in written)):
                    return True
            elif mention.status == "linked":
                same = mention.rendering == self._written(one.form)
                around = mention.start <= span[0] and span[1] <= mention.end
                longer = around and mention.score > one.score - _FIRST
                if (same or longer) and self._vouched(mention, passage):
                    return True
        return False

    def _marked(self, mention: Mention) -> Mention:
        """Return a known name with the accents of its canonical spelling, which translations drop."""
        name = mention.name or ""
        same = fold(name) == fold(mention.text) and name.lower() != mention.text.lower()
        if mention.status != "linked" or mention.rendering or not same:
            return mention
        return msgspec.structs.replace(mention, rendering=name)

    def _vouched(self, mention: Mention, passage: Passage) -> bool:
        """Tell whether the source has what a mention found by its sound would change.

        A word alone must be vouched for. Of several words some were there to tell the name by, so that one
        will do, and if the likeness is good, none.
        """
        several = " " in mention.text
        if not several and (ordinary(mention.text) or self._hearing.index.word_number(fold(mention.text))):
            return False
        there = {fold(word) for word in split(mention.text)}
        small = {word for word in split(mention.text) if slight(word)}
        changed = [fold(word) for word in split(mention.rendering or mention.text) if fold(word) not in there]
        written = set(map(fold, split(mention.rendering or "")))
        plain = any(ordinary(word) and not kin(word) & written for word in there - written - small)
        if any(passage.source.spelling(word) for word in there - written):
            return False
        if several and mention.score >= _GOOD and not plain:
            return True
        numbers = [self._hearing.index.word_number(word) for word in changed]
        known = [number is not None and bool(passage.source.anywhere(number)) for number in numbers]
        return any(known) or not known if several and not plain else all(known)

    def _mention(self, one: Counterpart, span: tuple[int, int], text: str) -> Mention:
        surface, written = text[span[0] : span[1]], self._written(one.form)
        has = _has(one.heard)
        says = f"{surface} stands for {written}" + (f": the source has {has}" if has else "")
        return self._linked(one, span, surface, "counterpart", says)

    def _inserted(self, one: Lost, offset: int) -> Mention:
        """Return the mention, of no length, of a name that the translation has lost."""
        says = f"the translation has lost {self._written(one.form)}: the source has {_has(one.heard)}"
        return self._linked(one, (offset, offset), "", "lost", says)

    def _linked(
        self, one: Counterpart | Lost, span: tuple[int, int], surface: str, rule: str, says: str
    ) -> Mention:
        entity = self._gazetteer.entity(one.form.entity)
        written, score = self._written(one.form), round(one.score, 4)
        reasons = [Evidence(rule, says, score)]
        for word, voucher in one.heard.items():
            like = f"{voucher.unit.text} in the source is {self._hearing.index.word(word)}"
            reasons.append(Evidence("word", like, round(voucher.value, 4)))
        return Mention(
            start=span[0],
            end=span[1],
            text=surface,
            type=entity.type,
            status="linked",
            entity=entity.id,
            name=entity.name,
            score=score,
            rendering=written if written != surface else None,
            candidates=(Candidate(entity.id, entity.name, score),),
            evidence=tuple(reasons),
        )


def _has(vouchers: Mapping[int, Heard]) -> str:
    """Return the words of the source that vouch for a name, in order."""
    units = {heard.unit for heard in vouchers.values()}
    return " ".join(unit.text for unit in sorted(units, key=lambda unit: unit.start))


def _spans(mentions: Iterable[Mention]) -> list[tuple[int, int]]:
    return [(mention.start, mention.end) for mention in mentions if mention.status != "unknown"]


def _after_word(text: str, offset: int) -> int:
    """Return where what is written onto the word that ends at an offset ends: Jike's, 7.30."""
    end = _WRITTEN_ON.match(text, offset)
    return end.end() if end else offset


def _outside(offset: int, spans: Iterable[tuple[int, int]]) -> int:
    """Return an offset, or the end of the span that it stands in."""
    return max((end for start, end in spans if start < offset < end), default=offset)


def _worth(one: Counterpart) -> tuple[float, int]:
    """Order counterparts: the surest first, and of names within names the longest."""
    return one.score + _LONGER * len(one.form.words), -one.first


def _rivals(best: Counterpart, other: Counterpart) -> bool:
    """Tell whether another entity's name is as likely for words of the same stretch."""
    if (
        best.form.entity == other.form.entity
        or best.form.told
        or other.last < best.first
        or other.first > best.last
    ):
        return False
    return other.score > best.score - _MARGIN and not set(other.form.words) <= set(best.form.words)


def _copied(mention: Mention, translated: str) -> bool:
    """Tell whether a translation has a name as the source spells it, whose sound alone says little."""
    return _by_sound(mention) and mention.score < _GOOD and mention.text in translated


def _by_sound(mention: Mention) -> bool:
    return any(reason.rule == "spelling" for reason in mention.evidence)


def _span(passage: Passage, one: Counterpart) -> tuple[int, int]:
    return passage.target[one.first].start, possessor(passage.target[one.last])


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_T = TypeVar("_T", bound=_Placed)


def _within(things: Iterable[_T], span: tuple[int, int]) -> list[_T]:
    return [thing for thing in things if span[0] <= thing.start < span[1]]


def _passages(
    text: str, lang: str, translated: str, target_lang: str, pairs: Sequence[SentencePair]
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield what belongs together: the sentences of each pair, or as many lines or sentences, or all."""
    if pairs:
        for pair in pairs:
            yield (pair.start, pair.end), (pair.target_start, pair.target_end)
        return
    for left, right in (
        (_lines(text), _lines(translated)),
        (sentences.split(text, lang), sentences.split(translated, target_lang)),
    ):
        if len(left) == len(right) > 1:
            yield from zip(left, right, strict=True)
            return
    yield (0, len(text)), (0, len(translated))


def _lines(text: str) -> list[tuple[int, int]]:
    return [line.span() for line in re.finditer(r"[^\n]*\S[^\n]*", text)]
