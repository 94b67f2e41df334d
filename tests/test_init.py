import subprocess
import sys

import pytest

import pipeline

PUBLIC = ["Article", "ExonymError", "Gazetteer", "Pipeline", "Settings", "lookup", "normalize"]
# Each of these takes from a tenth of a second to several to import.
HEAVY = {
    "argostranslate",
    "ctranslate2",
    "numpy",
    "langdetect",
    "py3langid",
    "pycld2",
    "trafilatura",
    "rich",
    "stanza",
}


def test_the_public_names() -> None:
    assert sorted(pipeline.__all__) == PUBLIC
    assert set(PUBLIC) <= set(dir(pipeline))
    for name in PUBLIC:
        assert getattr(pipeline, name).__name__ == name
        assert getattr(pipeline, name).__doc__


def test_there_are_no_others() -> None:
    with pytest.raises(AttributeError, match="module 'pipeline' has no attribute 'nothing'"):
        _ = pipeline.nothing


def modules_after(code: str) -> set[str]:
    code += "\nimport sys; print('MODULES', *sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split("MODULES", 1)[1].split())


@pytest.mark.parametrize(
    "code",
    [
        "import pipeline",
        "import pipeline.cli",
        "from pipeline import Article, ExonymError, Gazetteer, Pipeline, Settings, lookup, normalize",
        "from pipeline import Pipeline; Pipeline().gazetteer",
    ],
)
def test_nothing_heavy_is_imported_before_it_is_used(code: str) -> None:
    assert modules_after(code) & HEAVY == set()


def test_a_lookup_needs_numpy_alone() -> None:
    assert modules_after("from pipeline import lookup; lookup('Szin Won Sik', 'pl')") & HEAVY == {"numpy"}


def test_importing_the_package_imports_nothing_of_it_but_itself() -> None:
    assert {name for name in modules_after("import pipeline") if name.startswith("pipeline")} == {"pipeline"}
