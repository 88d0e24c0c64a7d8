"""One source as the user's settings name it."""

from datetime import timedelta

import msgspec

from tickertui.settings.secret import Secret


class SourceSetting(msgspec.Struct, frozen=True):
    """A source as the settings name it."""

    address: str
    """A page's or payload's address, a file or a folder."""
    name: str = ""
    """What it is called on the screen; empty: its address."""
    headers: tuple[tuple[str, Secret], ...] = ()
    """What its host is told besides, and no other host."""
    interval: timedelta | None = None
    """A fixed interval; None: what `Settings.interval` says."""
    articles: tuple[str, ...] = ()
    """Addresses of article pages that are asked for seldom, with the same headers."""
    place: str = ""
    """Where the file says so: `sources[0]`; empty for a source that no file names."""

    def revealed_headers(self) -> dict[str, str]:
        """The headers as they are sent."""
        return {name: secret.reveal() for name, secret in self.headers}
