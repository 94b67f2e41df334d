"""The measure of names through the model: 300 Portuguese sentences, 120 people and organisations.

The names stand in the source as newspapers in Portuguese spell them; the finder links them with the gazetteer
that ships, and the stage translates with the embedded model. `pytest -m slow -s` prints the figures.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import TypeVar

import pytest

from pipeline.article import Article, Mention
from pipeline.gazetteer.store import Gazetteer
from pipeline.mentions.resolve import Finder
from pipeline.mentions.stage import FindStage
from pipeline.translate.argos import ArgosTranslator
from pipeline.translate.stage import TranslateStage

T = TypeVar("T")

SENTENCES = 300
PEOPLE = (
    "{0} chegou ontem a Lisboa para uma visita de dois dias.",
    "Segundo {0}, a situação no terreno continua muito difícil.",
    "A proposta de {0} foi rejeitada pelo parlamento na terça-feira.",
    "Os jornalistas perguntaram a {0} se o acordo ainda era possível.",
    "{0} e {1} falaram ao telefone durante quase uma hora.",
    "O governo não quis comentar as palavras de {0} sobre a guerra.",
    "Milhares de pessoas saíram à rua para protestar contra {0}.",
    "Na semana passada, {0} reuniu-se em segredo com {1}.",
    '"Não vamos desistir", disse {0} depois do encontro.',
    "O livro conta a história de {0} desde a infância até ao poder.",
    "Ao lado de {0}, {1} prometeu mais dinheiro para as escolas.",
    "O antigo conselheiro de {0} foi detido no aeroporto.",
)
ORGANISATIONS = (
    "{O} {0} anunciou ontem novas medidas.",
    "O relatório d{o} {0} foi publicado na segunda-feira.",
    "Os ministros discutiram o futuro d{o} {0} durante toda a noite.",
    "Um porta-voz d{o} {0} recusou fazer comentários.",
    "{1} criticou {o} {0} numa entrevista à televisão.",
)


def rows() -> tuple[list[tuple[str, str]], list[tuple[str, str, str]]]:
    """Return the (press spelling, canonical name) of people, and with an article of organisations."""
    text = (Path(__file__).parent / "press_names.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    people = [(line[0], line[1]) for line in lines if len(line) == 2]
    return people, [(line[0], line[1], line[2]) for line in lines if len(line) == 3]


def shuffled(items: Sequence[T]) -> Iterator[T]:
    """Yield items without end, all of them before any comes again, always in the same disorder."""
    disorder = random.Random(6)
    while True:
        yield from disorder.sample(items, len(items))


def sentences() -> dict[str, set[str]]:
    """Return different sentences with the press spellings in each: four about people to one about others."""
    people, organisations = rows()
    named, others = shuffled([surface for surface, _ in people]), shuffled(organisations)
    made: dict[str, set[str]] = {}
    for frame in cycle(PEOPLE):
        if len(made) == SENTENCES * 4 // 5:
            break
        used = [next(named) for _ in range(2 if "{1}" in frame else 1)]
        made[frame.format(*used)] = set(used)
    for frame in cycle(ORGANISATIONS):
        if len(made) == SENTENCES:
            break
        surface, _, o = next(others)
        used = [surface, next(named)] if "{1}" in frame else [surface]
        made[frame.format(*used, o=o, O=o.upper())] = set(used)
    return made


def chrf(pairs: Iterable[tuple[str, str]], order: int = 6, beta: float = 2.0) -> float:
    """Return chrF (Popović 2015) of (output, reference) over a corpus, from 0 to 1."""
    both, ours, theirs = Counter[int](), Counter[int](), Counter[int]()
    for output, reference in pairs:
        texts = ["".join(text.split()) for text in (output, reference)]
        for n in range(1, order + 1):
            one, other = (Counter(text[at : at + n] for at in range(len(text) - n + 1)) for text in texts)
            both[n] += (one & other).total()
            ours[n] += one.total()
            theirs[n] += other.total()
    precision = sum(both[n] / ours[n] for n in both) / order
    recall = sum(both[n] / theirs[n] for n in both) / order
    return (1 + beta**2) * precision * recall / (beta**2 * precision + recall)


def without(text: str, mentions: Iterable[Mention], translator: ArgosTranslator) -> str:
    """Return the plain translation of a sentence but for what became of the names in it."""
    output, places = translator.locate(text, [(one.start, one.end) for one in mentions], "pt", "en")
    for start, end in sorted((place for place in places if place), reverse=True):
        output = output[:start] + output[end:]
    return output


def test_chrf() -> None:
    assert chrf([("the cat sat", "the cat sat")]) == 1.0
    assert chrf([("abcdefgh", "ijklmnop"), ("abcdef", "abcdef")]) == pytest.approx(0.339, abs=0.05)


@pytest.mark.slow
def test_names_are_carried(translator: ArgosTranslator, capsys: pytest.CaptureFixture[str]) -> None:
    people, organisations = rows()
    assert len(people) + len(organisations) == 120
    canonical = {surface: name for surface, name, *_ in [*people, *organisations]}
    finder = FindStage(Finder(Gazetteer.open()))
    stage = TranslateStage(translator)
    made = sentences()
    found = [finder(Article(id=text, text=text, lang="pt")) for text in made]
    expected = right = linked = verbatim = 0
    rest: list[tuple[str, str]] = []
    lost: list[str] = []
    for article, result, (text, used) in zip(found, stage.batch(found), made.items(), strict=True):
        assert isinstance(result, Article) and result.translation is not None
        output = result.translation.text
        mentions = [one for one in article.mentions if one.status == "linked" and one.role == "name"]
        for surface in used:
            expected += 1
            right += any(one.text == surface and one.name == canonical[surface] for one in mentions)
        forms = Counter(one.rendering or one.text for one in mentions)
        for form, times in forms.items():
            linked += times
            standing = len(re.findall(rf"(?<!\w){re.escape(form)}(?!\w)", output))
            verbatim += times if standing == times else 0
            if standing != times:
                lost.append(f"{form}: {output}")
        cut = output
        for form in forms:
            cut = cut.replace(form, "")
        rest.append((cut, without(text, mentions, translator)))
    score = chrf(rest)
    with capsys.disabled():
        print(
            f"\n{right}/{expected} names linked as expected; {verbatim}/{linked} linked names "
            f"verbatim and once ({verbatim / linked:.1%}); chrF of the rest {score:.3f}"
        )
        print(*lost, sep="\n")
    assert right / expected >= 0.95
    assert verbatim / linked >= 0.98
    assert score >= 0.95
