"""What an analyst decided: kept, applied in lookup and in running text, and not undone by builds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.article import Mention
from pipeline.errors import GazetteerError, RecordError
from pipeline.gazetteer import decisions, overrides, store
from pipeline.gazetteer.decisions import Decision
from pipeline.gazetteer.entity import Entity, Name
from pipeline.gazetteer.lookup import lookup
from pipeline.gazetteer.store import Gazetteer
from pipeline.mentions.resolve import Finder
from pipeline.mentions.rewrite import rewrite


@pytest.fixture
def root(entities: list[Entity], tmp_path: Path) -> Path:
    store.write(tmp_path, entities)
    return tmp_path


def decide(root: Path, *decided: dict[str, Any]) -> Gazetteer:
    for fields in decided:
        decisions.add(root / decisions.FILE, Decision(**fields))
    return Gazetteer.open(root)


def found(gazetteer: Gazetteer, text: str, lang: str) -> dict[str, Mention]:
    return {mention.text: mention for mention in Finder(gazetteer).find(text, lang)}


def test_a_spelling_is_an_entity(root: Path) -> None:
    assert lookup(Gazetteer.open(root), "Zbigniew Kogut", "pl").entity is None
    opened = decide(
        root,
        {"kind": "is", "text": "Zbigniew Kogut", "entity": "per.kim-koo", "who": "Ada", "why": "a pen name"},
    )
    answer = lookup(opened, "Zbigniew Kogut", "pl")
    assert (answer.status, answer.entity, answer.score) == ("linked", "per.kim-koo", 1.0)
    [reason] = answer.evidence
    assert reason.rule == "override"
    assert reason.says == "Zbigniew Kogut is per.kim-koo, says Ada: a pen name"


def test_it_is_found_in_running_text_with_its_case_ending(root: Path) -> None:
    text = "Wczoraj Zbigniewa Koguta przyjął Władimir Putin."
    opened = decide(root, {"kind": "is", "text": "Zbigniew Kogut", "entity": "per.kim-koo", "lang": "pl"})
    mentions = Finder(opened).find(text, "pl")
    one = {mention.text: mention for mention in mentions}["Zbigniewa Koguta"]
    assert (one.entity, one.status, one.rendering) == ("per.kim-koo", "linked", "Kim Koo")
    assert one.evidence[0].rule == "override"
    assert rewrite(text, "pl", mentions).text.startswith("Wczoraj Kim Koo przyjął Vladimir Putin")


def test_it_wins_over_a_known_name_and_over_an_ambiguity(root: Path) -> None:
    opened = decide(
        root,
        {"kind": "is", "text": "Xi Jinping", "entity": "per.john-key"},
        {"kind": "is", "text": "Chris Evans", "entity": "per.chris-evans-presenter"},
    )
    for text, entity in (("Xi Jinping", "per.john-key"), ("Chris Evans", "per.chris-evans-presenter")):
        assert lookup(opened, text, "en").entity == entity
        assert found(opened, f"Yesterday {text} spoke in London.", "en")[text].entity == entity


def test_a_family_name_is_written_as_one(root: Path) -> None:
    opened = decide(
        root, {"kind": "is", "text": "Szin", "entity": "per.shin-won-sik", "lang": "pl", "short": True}
    )
    one = found(opened, "Minister powiedział, że Szin przyjedzie jutro.", "pl")["Szin"]
    assert (one.entity, one.rendering, one.role) == ("per.shin-won-sik", "Shin", "short")


def test_a_decision_for_one_language_leaves_the_others(root: Path) -> None:
    opened = decide(
        root,
        {"kind": "is", "text": "John Key", "entity": "per.john-kay"},
        {"kind": "is", "text": "John Key", "entity": "per.kim-koo", "lang": "de"},
    )
    assert lookup(opened, "John Key", "de").entity == "per.kim-koo"
    assert lookup(opened, "John Key", "fr").entity == "per.john-kay"
    only = decide(root, {"kind": "is", "text": "Wang Yi", "entity": "per.kim-koo", "lang": "ja"})
    assert lookup(only, "Wang Yi", "en").entity == "per.wang-yi"


def test_a_spelling_is_not_an_entity(root: Path) -> None:
    assert lookup(Gazetteer.open(root), "Chris Evans", "en").status == "ambiguous"
    opened = decide(root, {"kind": "is-not", "text": "Chris Evans", "entity": "per.chris-evans-actor"})
    answer = lookup(opened, "Chris Evans", "en")
    assert (answer.status, answer.entity) == ("linked", "per.chris-evans-presenter")
    one = found(opened, "Yesterday Chris Evans spoke in London.", "en")["Chris Evans"]
    assert one.entity == "per.chris-evans-presenter"


def test_nor_one_that_it_sounds_like(root: Path) -> None:
    text = "Wczoraj Szin Won Sik spotkał się z ministrem."
    assert found(Gazetteer.open(root), text, "pl")["Szin Won Sik"].entity == "per.shin-won-sik"
    opened = decide(root, {"kind": "is-not", "text": "Szin Won Sik", "entity": "per.shin-won-sik"})
    assert "per.shin-won-sik" not in {mention.entity for mention in Finder(opened).find(text, "pl")}
    assert lookup(opened, "Szin Won Sik", "pl").entity is None


def test_a_string_is_ignored(root: Path) -> None:
    text = "Yesterday John Key spoke with Emmanuel Macron and Gary Nobody."
    assert {"John Key", "Gary Nobody"} <= set(found(Gazetteer.open(root), text, "en"))
    opened = decide(root, {"kind": "ignore", "text": "John Key"}, {"kind": "ignore", "text": "Gary Nobody"})
    assert set(found(opened, text, "en")) == {"Emmanuel Macron"}
    answer = lookup(opened, "John Key", "en")
    assert (answer.status, answer.candidates) == ("unknown", ())
    assert answer.evidence[0].says == "John Key is no name"


def test_a_spelling_is_preferred(root: Path) -> None:
    opened = decide(root, {"kind": "prefer", "text": "Kiev", "entity": "loc.kyiv"})
    assert lookup(opened, "Kijów", "pl").name == "Kiev"
    one = found(opened, "Prezydent przyjechał do Warszawy, a potem Kijów zaprosił go znowu.", "pl")["Kijów"]
    assert one.rendering == "Kiev"
    kyiv = opened.find("loc.kyiv")
    assert kyiv is not None and "Kyiv" in {name.text for name in kyiv.names}


def test_solid_scripts(root: Path) -> None:
    text = "어제 박무명 장관이 말했다."
    opened = decide(root, {"kind": "is", "text": "박무명", "entity": "per.kim-koo"})
    assert found(opened, text, "ko")["박무명"].entity == "per.kim-koo"


def test_builds_leave_the_decisions_alone_and_the_version_tells_of_them(
    root: Path, entities: list[Entity]
) -> None:
    plain = Gazetteer.open(root).version
    opened = decide(root, {"kind": "ignore", "text": "John Key"})
    assert opened.version.startswith(f"{plain}+") and opened.manifest.version == plain
    store.write(root, entities[1:])
    assert Gazetteer.open(root).overrides.decisions == opened.overrides.decisions
    decisions.remove(root / decisions.FILE, 1)
    store.write(root, entities)
    assert Gazetteer.open(root).version == plain


def test_the_later_decision_wins_and_check_tells(root: Path) -> None:
    opened = decide(
        root,
        {"kind": "is", "text": "Kogut", "entity": "per.kim-koo"},
        {"kind": "is", "text": "kogut", "entity": "per.wang-yi"},
        {"kind": "is-not", "text": "Kogut", "entity": "per.wang-yi"},
        {"kind": "prefer", "text": "Who", "entity": "per.nobody"},
        {"kind": "ignore", "text": "Nothing"},
    )
    assert lookup(opened, "Kogut", "pl").entity == "per.wang-yi"
    troubles = list(overrides.check(opened.overrides.decisions, opened))
    assert len(troubles) == 3
    assert troubles[0].startswith("decision 1 has no effect, decision 2")
    assert "no per.nobody" in troubles[1]
    assert troubles[2].startswith("decisions 2 and 3 say the opposite")
    assert not list(overrides.check([Decision(kind="ignore", text="Nothing")], opened))


def test_a_decision_on_an_entity_that_is_gone_has_no_effect(root: Path) -> None:
    opened = decide(root, {"kind": "is", "text": "Gary Nobody", "entity": "per.gone"})
    answer = lookup(opened, "Gary Nobody", "en")
    assert (answer.entity, answer.evidence[0].rule == "override") == (None, False)
    assert found(opened, "They met Gary Nobody there.", "en")["Gary Nobody"].status == "unknown"


def test_the_file_may_be_edited_by_hand(root: Path) -> None:
    path = root / decisions.FILE
    odd = '{"kind":"ignore",  "text":"Mercury", "note":"kept as written"}'
    path.write_text(f"\ufeff{odd}\n\n", encoding="utf-8")
    decisions.add(path, Decision(kind="ignore", text="Venus"))
    assert [one.text for one in decisions.read(path)] == ["Mercury", "Venus"]
    assert path.read_text("utf-8").splitlines()[0] == odd
    assert decisions.remove(path, 2).text == "Venus"
    assert path.read_text("utf-8") == f"{odd}\n"
    for number in (0, 2):
        with pytest.raises(GazetteerError, match=f"no decision {number}"):
            decisions.remove(path, number)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        '{"kind": "maybe", "text": "A"}',
        '{"kind": "is", "text": "A"}',
        '{"kind": "ignore", "text": " "}',
        '{"kind": "ignore"}',
        '{"kind": "distinct", "entity": "a"}',
        '{"kind": "distinct", "entity": "a", "other": "a"}',
    ],
)
def test_a_bad_line_is_told_with_its_place(root: Path, line: str) -> None:
    path = root / decisions.FILE
    path.write_text(f'{{"kind": "ignore", "text": "A"}}\n{line}\n')
    with pytest.raises(RecordError, match=r"overrides\.jsonl, line 2: "):
        Gazetteer.open(root)


def test_a_file_that_is_no_text(root: Path) -> None:
    (root / decisions.FILE).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(GazetteerError, match="UTF-8"):
        Gazetteer.open(root)


def test_a_decision_for_a_source_goes_before_one_for_all(root: Path) -> None:
    opened = decide(
        root,
        {"kind": "is", "text": "Kim", "entity": "per.kim-koo", "source": "gazeta*"},
        {"kind": "is", "text": "Kim", "entity": "per.kim-jong-un", "lang": "pl"},
        {"kind": "ignore", "text": "Xi", "source": "gazeta"},
    )
    assert lookup(opened, "Kim", "pl").entity == "per.kim-jong-un"
    there = opened.within(("news/1", "Gazeta Nowa"))
    assert lookup(there, "Kim", "pl").entity == "per.kim-koo"
    assert there.version == opened.version and there.index is opened.index
    assert opened.within(("elsewhere",)) is opened
    finder = Finder(opened)
    text = "Wczoraj minister Kim milczał, a Xi Jinping nie."
    assert finder.find(text, "pl")[0].entity == "per.kim-jong-un"
    assert finder.within(("Gazeta Nowa",)).find(text, "pl")[0].entity == "per.kim-koo"
    assert finder.within(("gazeta 1",)) is finder.within(("gazeta 2",)), "what it looked up is kept"
    assert finder.within(("elsewhere",)) is finder


def test_what_was_declared_distinct_are_no_twins(root: Path) -> None:
    same = [
        Entity(id=f"my.{n}", type="ORG", name=name, same_as=("x:1",), names=(Name("Acme", "en"),))
        for n, name in enumerate(("Acme Works", "Acme Mines"))
    ]
    store.write(root, same)
    [mention] = Finder(Gazetteer.open(root)).find("They asked Acme about it.", "en")
    assert mention.status == "linked"
    opened = decide(root, {"kind": "distinct", "entity": "my.1", "other": "my.0"})
    [mention] = Finder(opened).find("They asked Acme about it.", "en")
    assert (mention.status, {one.entity for one in mention.candidates}) == ("ambiguous", {"my.0", "my.1"})


def test_what_was_decided_before_a_change_is_known(root: Path) -> None:
    path = root / decisions.FILE
    first = decide(root, {"kind": "ignore", "text": "Mercury"}).overrides
    second = decide(root, {"kind": "ignore", "text": "Venus"}).overrides
    assert decisions.past(path, "") == []
    assert decisions.past(path, first.digest) == list(first.decisions)
    assert decisions.past(path, second.digest) == list(second.decisions)
    assert decisions.past(path, "0123abcd") is None
