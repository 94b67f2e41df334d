"""The errors exonym raises, and nothing else does.

    ExonymError
    ├── InputError          a file, line or record that cannot be read
    ├── FetchError          what a server did not give, or not as it should be
    │   └── NotThereError   what a server says it does not have, or no longer
    ├── GazetteerError      a gazetteer that is missing, damaged or of another format
    │   └── RecordError     one entity record that breaks the schema
    ├── LanguageError       a language code or detector that is not known
    └── TranslationError    the text could not be translated
        ├── NoModelError    no package is installed for this pair of languages
        └── PackageError    a model package that is damaged, hostile or mislabelled

Every message says what happened, where, and what to do about it. `hint` holds the last part alone, so
that the terminal can set it apart.
"""

from __future__ import annotations


class ExonymError(Exception):
    """Base of all errors of this library.

    `where` is the place of the trouble ("news.jsonl, line 3"), `hint` what the user can do about it.
    """

    def __init__(self, message: str, *, where: str | None = None, hint: str | None = None) -> None:
        self.message = message
        self.where = where
        self.hint = hint
        super().__init__(message)

    def __str__(self) -> str:
        text = f"{self.where}: {self.message}" if self.where else self.message
        return f"{text}. {self.hint}" if self.hint else text


class InputError(ExonymError):
    """A file, line or record that cannot be read."""


class FetchError(ExonymError):
    """What a server did not give, or not as it should be."""


class NotThereError(FetchError):
    """What a server says it does not have, or no longer."""


class GazetteerError(ExonymError):
    """A gazetteer that is missing, damaged or of another format."""


class RecordError(GazetteerError):
    """One entity record that breaks the schema."""


class LanguageError(ExonymError):
    """A language code or a detector that is not known."""


class TranslationError(ExonymError):
    """The text could not be translated."""


class NoModelError(TranslationError):
    """No package is installed for this pair of languages."""


class PackageError(TranslationError):
    """A model package that is damaged, hostile or mislabelled."""
