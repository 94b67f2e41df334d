"""A process that translates for long does not grow: 10,000 different sentences, a batch at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import resources

# In a process of its own, so that no other test's memory is measured.
PROGRAM = """
import sys
from pathlib import Path
from pipeline.article import Article
from pipeline.config import Settings
from pipeline.translate.argos import ArgosTranslator
from pipeline.translate.memory import Memory
from pipeline.translate.probe import _memory
from pipeline.translate.stage import TranslateStage

root = Path(sys.argv[1])
stage = TranslateStage(
    ArgosTranslator(Settings(cache=root, packages=root / "p", beam=1)), memory=Memory(root / "m.sqlite")
)
names = ["Ana", "Rui", "Olga", "Ivan", "Kim", "Lee", "Sara", "Omar", "Lena", "Hugo"]
for thousand in range(10):
    for hundred in range(10):
        text = "\\n".join(
            f"Na rua {thousand}{hundred}, {names[n % 10]} disse que a guerra dura há {n} dias."
            for n in range(100)
        )
        assert stage(Article(id="a", text=text, lang="pt")).translation
    print(_memory(), flush=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_ten_thousand_sentences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        cwd=resources.models().parent.parent,
        capture_output=True,
        text=True,
        timeout=1_800,
    )
    assert done.returncode == 0, done.stderr
    megabytes = [float(line) for line in done.stdout.split()]
    with capsys.disabled():
        print("\nmegabytes after each thousand sentences:", *(f"{one:.0f}" for one in megabytes))
    assert len(megabytes) == 10
    assert megabytes[-1] <= 1.1 * megabytes[0]
