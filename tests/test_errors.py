import pickle
import re

import pytest

from pipeline import errors
from pipeline.errors import ExonymError


def children(error: type[ExonymError]) -> dict[str, object]:
    return {
        child.__name__: children(child)
        for child in error.__subclasses__()
        if child.__module__ == errors.__name__
    }


def drawn() -> dict[str, object]:
    """Read the tree off the docstring: a name's depth is where it stands in its line."""
    root: dict[str, object] = {}
    branches: list[tuple[int, dict[str, object]]] = [(-1, root)]
    for line in (errors.__doc__ or "").splitlines():
        if found := re.match(r"[ │├└─]*(\w+Error)\b", line):
            depth = found.start(1)
            while branches[-1][0] >= depth:
                branches.pop()
            own: dict[str, object] = {}
            branches[-1][1][found.group(1)] = own
            branches.append((depth, own))
    return root


def test_the_tree_drawn_is_the_tree_there_is() -> None:
    assert drawn() == {"ExonymError": children(ExonymError)}


def test_every_error_says_what_it_is_for() -> None:
    named = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, ExonymError)]
    assert len(named) == len(re.findall(r"\w+Error ", errors.__doc__ or "")) + 1
    assert all(error.__doc__ for error in named)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (ExonymError("it broke"), "it broke"),
        (ExonymError("it broke", where="a.txt"), "a.txt: it broke"),
        (ExonymError("it broke", hint="Mend it"), "it broke. Mend it"),
        (ExonymError("it broke", where="a.txt, line 3", hint="Mend it"), "a.txt, line 3: it broke. Mend it"),
    ],
)
def test_a_message_says_where_what_and_what_to_do(error: ExonymError, says: str) -> None:
    assert str(error) == says


def test_an_error_crosses_to_another_process() -> None:
    error = errors.RecordError("bad", where="a.jsonl, line 1", hint="Mend it")
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is errors.RecordError
    assert (str(back), back.where, back.hint) == (str(error), error.where, error.hint)
