"""The learned edits: what they say, and that learning again says the same."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import resources
from pipeline.names import sounds
from pipeline.names.edits import UNSEEN, evidence

ROOT = Path(__file__).parent.parent.parent
HEARD = st.text(sorted({sounds.heard(sounds.encode(one)) for one in sounds.SOUNDS}), max_size=12)


@pytest.mark.parametrize(
    ("written", "right", "wrong", "script"),
    [
        ("pilip", "filip", "tilit", "Hang"),  # Korean has no f
        ("deipideu", "deivid", "deinis", "Hang"),  # nor final consonants without a vowel
        ("bladimir", "vladimir", "kladimir", "Hebr"),
        ("gitler", "hitler", "mitler", "Cyrl"),  # h is г
        ("risa", "lisa", "misa", "Jpan"),  # and r is l
    ],
)
def test_a_sound_speaks_for_what_its_script_makes_of_it(
    written: str, right: str, wrong: str, script: str
) -> None:
    says, other = evidence([written, written], [right, wrong], [script, script])
    assert says > other + 1


def test_longer_names_say_more() -> None:
    longer, shorter = evidence(names := ["aleksandr", "aleks"], names, ["Cyrl", "Cyrl"])
    assert longer > shorter > 0


@given(HEARD, HEARD, st.sampled_from(["Cyrl", "Hang", "Latn", "Thai"]))
def test_a_path_is_never_worse_than_all_unseen(written: str, known: str, script: str) -> None:
    assert evidence([written], [known], [script])[0] >= UNSEEN * (len(written) + len(known))


@given(
    st.lists(
        st.tuples(HEARD, HEARD, st.sampled_from(["Cyrl", "Hang", "Latn", "Thai"])), min_size=1, max_size=6
    )
)
def test_several_say_what_each_says_alone(asked: list[tuple[str, str, str]]) -> None:
    written, known, scripts = zip(*asked, strict=True)
    alone = [evidence([one], [other], [script])[0] for one, other, script in asked]
    assert evidence(written, known, scripts) == pytest.approx(alone)


def test_a_sound_that_was_never_seen_says_the_least() -> None:
    (says,) = evidence(["?"], ["a"], ["Latn"])
    assert says == pytest.approx(UNSEEN)


@pytest.mark.slow
@pytest.mark.skipif(not importlib.util.find_spec("rigour"), reason="needs tools/requirements.txt")
def test_learning_again_gives_the_same_tables(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "tools/train_edits.py", "--output", tmp_path / "edits.json"], cwd=ROOT, check=True
    )
    shipped = resources.gazetteers() / "tables" / "edits.json"
    assert (tmp_path / "edits.json").read_bytes() == shipped.read_bytes()
