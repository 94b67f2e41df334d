"""Again: past articles brought up to a newer gazetteer, their translations kept.

An article's output says which version of the gazetteer its names were resolved against. What changed since
is told by comparing the two versions, and the decisions made on them; only the names of articles that these
changes touch are resolved anew (see mentions/affected.py). No engine is needed for that, nor loaded.
"""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from pathlib import Path

from pipeline import flow
from pipeline.article import Article
from pipeline.errors import GazetteerError, InputError
from pipeline.flow import Stage
from pipeline.gazetteer import decisions, shipped
from pipeline.gazetteer.diff import diff
from pipeline.gazetteer.store import Gazetteer
from pipeline.mentions.affected import Effects
from pipeline.translate.recarry import recarried

_VERSION = re.compile(r"[0-9a-f]+(\+[0-9a-f]+)?")
_log = logging.getLogger(__name__)


class AgainStage:
    """Redoes the names of articles that were run against an older version of a gazetteer, where need be.

    `find` and `names` are the stages that find names and write them. `seen` counts the articles and
    `redone` those among them whose names were resolved anew.
    """

    name = "again"

    def __init__(self, gazetteer: Gazetteer, find: Stage, names: Stage) -> None:
        self.gazetteer = gazetteer
        self.find, self.names = find, names
        self.seen = self.redone = 0
        self._effects = lru_cache(maxsize=8)(self._since)

    def __call__(self, article: Article) -> Article:
        """Return the article as a whole run with this gazetteer would have it.

        Raises InputError if it was never run.
        """
        if article.gazetteer is None:
            raise InputError(
                "it was not run before", where=article.id, hint="Run it without --again, and --again later on"
            )
        self.seen += 1
        version = self.gazetteer.version
        if article.gazetteer == version:
            return article
        effects = self._effects(article.gazetteer)
        if effects is not None and not effects.on(article):
            return article.with_(gazetteer=version)
        self.redone += 1
        [article] = flow.apply(self.find, [article])
        if article.translation:
            article = article.with_(translation=recarried(article, article.translation))
        [article] = flow.apply(self.names, [article])
        return article

    def _since(self, version: str) -> Effects | None:
        """Return what changed since a version, None if that cannot be told: then everything may have."""
        records, _, digest = version.partition("+")
        if not _VERSION.fullmatch(version):
            return None
        decided = decisions.past(self._root / decisions.FILE, digest)
        before = self._opened(records)
        if before is None or decided is None:
            what = f"version {records} of the gazetteer" if before is None else "a decision"
            _log.warning("%s is no longer there to compare with: all names are resolved anew", what)
            return None
        now = self.gazetteer.overrides.decisions
        changed = [one for one in (*decided, *now) if (one in decided) != (one in now)]
        return Effects(diff(before, self.gazetteer) if before is not self.gazetteer else (), changed)

    @property
    def _root(self) -> Path:
        return self.gazetteer.folder.parent.parent

    def _opened(self, version: str) -> Gazetteer | None:
        """Return a version of this gazetteer, or of the shipped one, None if it is gone."""
        if version == self.gazetteer.manifest.version:
            return self.gazetteer
        for folder in (self.gazetteer.folder.with_name(version), shipped.shipped().with_name(version)):
            try:
                return Gazetteer(folder)
            except GazetteerError:
                continue
        return None
