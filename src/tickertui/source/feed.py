"""Feeds: one way to ask every kind of source, whatever is behind it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tickertui.errors import UsageError
from tickertui.formats.sanitize import line
from tickertui.source.outcome import Kind, Outcome

if TYPE_CHECKING:
    from tickertui.source.client import Client

SAMPLE = "sample:"
"""The source that stands for the shipped sample."""

STANDARD_INPUT = "-"
"""The source that stands for standard input."""


class Feed(Protocol):
    """A source that can be asked again and again; what it gave before is not given twice.

    Neither way of asking raises for a source that fails: that is an outcome.
    """

    @property
    def kind(self) -> Kind:
        """Where the source is."""

    @property
    def origin(self) -> str:
        """The source as a person would name it, without user and password."""

    def read(self, now: datetime) -> Outcome:
        """Ask, blocking: what is on disk is read, an address gives `Unchanged`."""

    async def check(self, now: datetime) -> Outcome:
        """Ask, without blocking anybody."""

    def forget(self) -> None:
        """Give everything again at the next look: what was given before is lost."""


def feed_for(
    source: str, *, client: "Callable[[], Client] | None" = None, headers: Mapping[str, str] | None = None
) -> Feed:
    """The feed of a source: "sample:", "-", a path, or an http(s) address of a page or a payload.

    Args:
        source: As a person writes it.
        client: Gives the run's one client; without it addresses are refused.
        headers: What the host of an address is told besides.

    Raises:
        UsageError: The source is none, or an address that cannot be asked.
    """
    if source == SAMPLE:
        from tickertui.source.local import SampleFeed

        return SampleFeed()
    if source == STANDARD_INPUT:
        from tickertui.source.local import StandardInputFeed

        return StandardInputFeed()
    if "://" in source:
        return _from_address(source, client, headers)
    if not source.strip() or "\0" in source:
        raise UsageError(
            "An empty text is no source.", "Give a payload file, a folder, an address, or - for standard input."
        )
    from tickertui.source.local import PathFeed

    return PathFeed(Path(source).expanduser())


async def payload_of(
    source: str,
    now: datetime,
    *,
    client: "Callable[[], Client] | None" = None,
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """The text of a source's one payload, understood or not: what a decoder wants.

    Raises:
        UsageError: The source is none, or a folder.
        SourceError: It cannot be read.
        PayloadError: There is no payload in it.
    """
    from tickertui.source.address import AddressFeed
    from tickertui.source.aside import aside
    from tickertui.source.files import read_file, read_standard_input
    from tickertui.source.local import PathFeed, SampleFeed, StandardInputFeed
    from tickertui.source.payload import payload_text
    from tickertui.source.sample import sample_payloads

    feed = feed_for(source, client=client, headers=headers)
    match feed:
        case SampleFeed():
            return sample_payloads()[-1][1]
        case PathFeed() if feed.kind == "folder":
            raise UsageError(f"{feed.origin} is a folder.", "Name one payload in it.")
        case PathFeed():
            return payload_text(await aside(read_file, feed.path), origin=feed.origin)
        case StandardInputFeed():
            return payload_text(await aside(read_standard_input), origin=feed.origin)
        case AddressFeed():
            return await feed.payload(now)
        case _:
            raise UsageError(f"{feed.origin} has no payload of its own.")


def _from_address(source: str, client: "Callable[[], Client] | None", headers: Mapping[str, str] | None) -> Feed:
    """The feed of an address; a `file:` one is a path."""
    from urllib.parse import unquote, urlsplit

    scheme = source.partition("://")[0].lower()
    if scheme == "file":
        from tickertui.source.local import PathFeed

        parts = urlsplit(source)
        if parts.netloc in ("", "localhost"):
            return PathFeed(Path(unquote(parts.path)))
    if scheme not in ("http", "https"):
        raise UsageError(
            f"{line(source)} cannot be asked: only http and https addresses can.",
            "Give a payload file, a folder, an http(s) address, or - for standard input.",
        )
    if client is None:
        raise UsageError(f"{line(source)} is on the network, and only local sources can be read here.")
    from tickertui.source.address import AddressFeed

    return AddressFeed(source, client, headers)
