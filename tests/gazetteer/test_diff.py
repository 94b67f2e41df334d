"""What changed between two gazetteers, in each of its forms."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.gazetteer import diff_report
from pipeline.gazetteer.diff import Change, counts, diff
from pipeline.gazetteer.entity import Entity, Name

KYIV = Entity(id="loc.kyiv", type="LOC", name="Kyiv", names=(Name("Киев", "ru"), Name("Київ", "uk")))
SHIN = Entity(
    id="per.shin", type="PER", name="Shin Won-sik", names=(Name("신원식", "ko"), Name("Szin", "pl"))
)
AUSTIN = Entity(id="per.austin", type="PER", name="Lloyd Austin")


def but(entity: Entity, **fields: Any) -> Entity:
    return msgspec.structs.replace(entity, **fields)


def one(a: list[Entity], b: list[Entity]) -> Change:
    [change] = diff(a, b)
    return change


def test_nothing_changed() -> None:
    assert diff([KYIV, SHIN], [KYIV, SHIN]) == []
    assert diff_report.summary([]) == "no change"


def test_added_and_removed() -> None:
    assert one([KYIV, SHIN], [SHIN]) == Change(
        kind="removed", id="loc.kyiv", type="LOC", name="Kyiv", forms=(Name("Kyiv", "en"), *KYIV.names)
    )
    added = one([KYIV], [KYIV, SHIN])
    assert (added.kind, added.id, added.type, added.name) == ("added", "per.shin", "PER", "Shin Won-sik")
    assert set(added.forms) > {Name("Shin Won-sik", "en"), *SHIN.names}, "and the short forms"


def test_renamed_keeps_the_old_name_out_of_the_names() -> None:
    after = but(KYIV, name="Kiev", names=(*KYIV.names, Name("Kyiv", "en")))
    change = one([KYIV], [after])
    assert (change.kind, change.before, change.name) == ("renamed", "Kyiv", "Kiev")


def test_names_gained_and_lost() -> None:
    change = one([SHIN], [but(SHIN, names=(Name("신원식", "ko"), Name("Син Вон Сик", "ru")))])
    assert change.kind == "names"
    assert change.gained == (Name("Син Вон Сик", "ru"),)
    assert change.lost == (Name("Szin", "pl"),)


def test_the_order_of_names_is_no_change() -> None:
    assert diff([SHIN], [but(SHIN, names=SHIN.names[::-1])]) == []


def test_other_fields() -> None:
    change = one([SHIN], [but(SHIN, family="Shin", weight=0.9, description="Minister")])
    assert change.fields == {"family": (None, "Shin"), "weight": (0.5, 0.9)}


def test_a_merger_is_stated_by_same_as() -> None:
    whole = but(AUSTIN, same_as=("per.austin-2",))
    change = diff([AUSTIN, but(AUSTIN, id="per.austin-2")], [whole])[0]
    assert (change.kind, change.id, change.other, change.why) == (
        "merged", "per.austin-2", "per.austin", "stated in same_as",
    )  # fmt: skip


def test_a_merger_shows_in_the_names() -> None:
    twin = but(SHIN, id="per.shin-2", name="Shin Wonsik", names=(Name("Син Вон Сик", "ru"),))
    whole = but(SHIN, names=(*SHIN.names, Name("Shin Wonsik", "en"), Name("Син Вон Сик", "ru")))
    kinds = {change.kind: change for change in diff([SHIN, twin], [whole])}
    assert set(kinds) == {"merged", "names"}
    assert (kinds["merged"].id, kinds["merged"].other) == ("per.shin-2", "per.shin")
    assert kinds["merged"].why == "2 of 2 names"


def test_one_shared_name_is_no_merger() -> None:
    namesake = but(AUSTIN, id="per.austin-2", country="GB")
    assert [change.kind for change in diff([AUSTIN], [namesake])] == ["added", "removed"]


def test_names_of_another_type_are_no_merger() -> None:
    place = Entity(id="loc.shin", type="LOC", name=SHIN.name, names=SHIN.names)
    assert [change.kind for change in diff([SHIN], [place])] == ["added", "removed"]


def test_an_entity_that_changed_its_id_is_told_once_where_it_went() -> None:
    assert [(c.kind, c.id, c.other) for c in diff([SHIN], [but(SHIN, id="Q1")])] == [
        ("added", "Q1", None),
        ("merged", "per.shin", "Q1"),
    ]


_letters = st.sampled_from("ABCDEFGH")
_entities = st.dictionaries(
    st.sampled_from([f"per.{n}" for n in range(6)]),
    st.tuples(_letters, st.lists(_letters, max_size=4)),
    max_size=6,
).map(
    lambda found: [
        Entity(id=key, type="PER", name=f"Person {name}", names=tuple(Name(f"Name {n}") for n in names))
        for key, (name, names) in sorted(found.items())
    ]
)


@given(_entities, _entities)
def test_there_and_back_are_each_other_reversed(a: list[Entity], b: list[Entity]) -> None:
    there, back = diff(a, b), diff(b, a)
    ids = {entity.id for entity in a} ^ {entity.id for entity in b}
    for changes in (there, back):
        whole = [c.id for c in changes if c.kind in ("added", "removed", "merged", "split")]
        assert sorted(whole) == sorted(ids), "each that came or went is told, and told once"
    reversed_names = {c.id: (c.lost, c.gained) for c in back if c.kind == "names"}
    assert {c.id: (c.gained, c.lost) for c in there if c.kind == "names"} == reversed_names
    assert {c.id: c.before for c in there if c.kind == "renamed"} == {
        c.id: c.name for c in back if c.kind == "renamed"
    }


def test_entities_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="sort the entities"):
        diff([SHIN, KYIV], [])


def test_lines_and_summary() -> None:
    changes = diff([KYIV, SHIN], [but(KYIV, name="Kiev"), AUSTIN, but(SHIN, names=SHIN.names[:1])])
    assert list(diff_report.lines(changes)) == [
        "added    per.austin  Lloyd Austin",
        "renamed  loc.kyiv  Kyiv → Kiev",
        "names    per.shin  Shin Won-sik: -Szin (pl)",
    ]
    assert diff_report.summary(changes) == "1 added, 1 renamed, 1 with other names"
    assert counts(changes) == {"added": 1, "renamed": 1, "names": 1}


class Page(HTMLParser):
    """Collects the tags and texts of a page, and fails where one is not closed."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(markup)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_page_stands_alone_and_escapes_every_text() -> None:
    evil = '<script>alert("x")</script>'
    a = [KYIV, Entity(id="per.<b>", type="PER", name=evil), SHIN]
    b = [
        but(KYIV, name=f"Kyiv {evil}", weight=0.1),
        but(SHIN, names=(Name(evil, "en"), Name("\x1b[31m", "und"))),
    ]
    changes = diff(a, b)
    markup = "".join(diff_report.page(changes, evil, "b"))
    page = Page(markup)
    assert {"removed", "renamed", "names", "changed"} == {change.kind for change in changes}
    assert not {"script", "b", "link", "img", "iframe"} & set(page.tags)
    assert "\x1b" not in markup
    assert "http" not in markup
    assert evil in page.texts
