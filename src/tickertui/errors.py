"""Every way tickertui can fail, as one tree.

::

    TickertuiError                 anything below; has a sentence for a person and a hint
    ├── UsageError                 the command line asks for something that does not exist      (exit 2)
    ├── SourceError                a source gave nothing                                        (exit 3)
    │   ├── SourceUnreachable      no file, no host, no answer in time, an answer of failure
    │   └── SourceRefused          an answer that we do not take: too large, an unsafe redirect
    ├── PayloadError               a source gave something that is not understood               (exit 4)
    ├── SettingsError              a settings file, or a value in it, cannot be used            (exit 2)
    ├── OutputError                standard output cannot be written                            (exit 74)
    └── ArchiveError               the archive cannot be used                                   (exit 5)
        ├── ArchiveTooNew          written by a newer tickertui; left untouched
        └── ArchiveDamaged         not a readable archive any more

Edges translate foreign exceptions into this tree; nothing above them catches anything else.
"""

MESSAGE_LIMIT = 1_000
"""The longest message an error carries, in characters; what came from outside is cut, never echoed whole."""


def bounded(text: str, limit: int = MESSAGE_LIMIT) -> str:
    """The text, cut in its middle to at most `limit` characters."""
    if len(text) <= limit:
        return text
    half = (limit - 3) // 2
    return f"{text[:half]}...{text[-half:]}"


class TickertuiError(Exception):
    """Anything that tickertui reports: what happened and where, and what to do about it.

    Attributes:
        sentence: What happened and where, for a person; at most 1,000 characters.
        hint: What to do about it; empty where there is nothing to do.
    """

    def __init__(self, sentence: str, hint: str = "") -> None:
        """Keep a bounded sentence and hint."""
        self.sentence = bounded(sentence)
        self.hint = bounded(hint)
        super().__init__(self.sentence)


class UsageError(TickertuiError):
    """The command line asks for something that does not exist."""


class SourceError(TickertuiError):
    """A source gave nothing."""


class SourceUnreachable(SourceError):
    """No such file or host, no answer in time, or an answer of failure."""


class SourceRefused(SourceError):
    """An answer that is not taken: too large, or a redirect to where we do not go."""


class PayloadError(TickertuiError):
    """A source gave something that is not understood; the message says where in it and what."""


class SettingsError(TickertuiError):
    """A settings file, or a value in it, cannot be used; the message names file, line and key."""


class OutputError(TickertuiError):
    """Standard output cannot be written: it is closed, or its disk is full."""


class ArchiveError(TickertuiError):
    """The archive cannot be used."""


class ArchiveTooNew(ArchiveError):
    """The archive was written by a newer tickertui and is left untouched."""


class ArchiveDamaged(ArchiveError):
    """The file is not a readable archive any more."""
