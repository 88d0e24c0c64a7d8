"""Words on what one has just chosen: the newest take the place of those before."""

from textual.notifications import Notification, Notify
from textual.screen import Screen


class Saying:
    """Says one thing at a time; what is said otherwise stays beside it."""

    def __init__(self, screen: Screen[None]) -> None:
        """Nothing is said yet."""
        self._screen = screen
        self._said: Notification | None = None

    def say(self, words: str, seconds: float = 3) -> None:
        """Say something for a while, in place of what was said before."""
        if self._said is not None:
            self._said.timeout = 0  # it goes with the next one that comes
        self._said = Notification(words, timeout=seconds, markup=False)
        self._screen.app.post_message(Notify(self._said))
