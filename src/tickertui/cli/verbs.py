"""The verbs, and whether there is one: known without the parser, which takes longer to load than to use."""

from collections.abc import Sequence

VERBS = {
    "show": "show",
    "read": "read",
    "decode": "decode",
    "import": "importing",
    "history": "history",
    "revisions": "revisions",
    "snapshots": "snapshots",
    "archive": "archive",
    "keys": "keys",
}
"""Each verb, and the file that carries it out."""


def are_only_sources(arguments: Sequence[str]) -> bool:
    """Whether the arguments are sources for the screen and nothing else: neither a verb nor any option."""
    return not any(word.startswith("-") and word != "-" for word in arguments) and arguments[:1] not in _ALONE


_ALONE = tuple([verb] for verb in VERBS)
