"""The pictures of an article: fetched once its text stands, and one of them on the whole screen."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from tickertui.errors import UsageError
from tickertui.tui.widgets.document.view import DocumentView

if TYPE_CHECKING:
    from textual.worker import WorkType

    from tickertui.formats.document import Picture
    from tickertui.tui.pictures.gallery import Fetcher, Gallery
    from tickertui.tui.screens.picture.screen import PictureScreen

PicturesOf = Callable[[str], "Fetcher"]
"""Gives the pictures of a site, by an address of it; an empty one where that is not known."""


class Hanging:
    """The pictures of what a view shows: one article's after the other's."""

    def __init__(self, view: DocumentView, pictures_of: PicturesOf | None, images: str) -> None:
        """Nothing hangs yet.

        Args:
            view: Where they hang.
            pictures_of: Gives the pictures of a site; without it they are boxes that say what they are.
            images: How they are drawn, as the setting `images` says.
        """
        self._view, self._pictures_of, self._images = view, pictures_of, images
        self._site = ""
        self._pictures: Fetcher | None = None
        self._gallery: Gallery | None = None

    def hang(self, site: str) -> None:
        """Settle how the pictures of another article are drawn, before it is set; nothing is fetched yet.

        Args:
            site: An address of the article's site; empty where that is not known.
        """
        self.take_down()
        self._site = site
        self._pictures = self._pictures_of(site) if self._pictures_of is not None else None
        self._view.hang(self._new_gallery())

    def begin(self) -> None:
        """Fetch what is near, now that the text stands; the pictures go on arriving until another article comes."""
        gallery = self._gallery
        if gallery is not None and gallery.way.is_drawn and self._view.is_attached:
            # Begun by the worker, not here: one that is replaced before it runs leaves no coroutine behind.
            work: WorkType[None] = gallery.run
            self._view.run_worker(work, group="pictures", exclusive=True, exit_on_error=False)
            self._view.want_pictures()

    def take_down(self) -> None:
        """Fetch no more, and let the pictures go."""
        self._view.workers.cancel_group(self._view, "pictures")
        gallery, self._gallery = self._gallery, None
        self._view.hang(None)
        if gallery is not None:
            gallery.close()

    def on_whole_screen(self, picture: "Picture") -> "PictureScreen | str":
        """A picture on a screen of its own; words where it cannot be shown."""
        if self._pictures is None or self._gallery is None:
            return "Pictures cannot be fetched here."
        if not self._gallery.way.is_drawn:
            return self._gallery.way.why or "Pictures are switched off (the setting images)."
        if not picture.src:
            return "This picture has no address."
        from tickertui.tui.screens.picture.screen import PictureScreen

        return PictureScreen(self._with_whole_address(picture), self._pictures, self._gallery.way)

    def repaint(self) -> None:
        """Draw the pictures on the new theme's ground, or in another way where it asks for one."""
        gallery = self._gallery
        if gallery is None:
            return
        from tickertui.tui.pictures.outlet import ground_of, way_of

        if way_of(self._view.app, self._images).kind == gallery.way.kind:
            gallery.repaint(ground_of(self._view.app))
            return
        place = self._view.place
        self.take_down()
        self._view.rehang(self._new_gallery(), place)
        self._view.call_after_refresh(self.begin)

    def resend(self) -> None:
        """Send the terminal its pictures again."""
        if self._gallery is not None:
            self._gallery.resend()

    def retry(self, src: str) -> None:
        """Try a picture again that had failed."""
        if self._gallery is not None and self._gallery.error(src) is not None:
            self._gallery.retry(src)
            self._view.picture_arrived(src)

    def _with_whole_address(self, picture: "Picture") -> "Picture":
        """The picture with an address that a browser understands too, where it has one."""
        from tickertui.source.pictures import resolved

        try:
            return msgspec.structs.replace(picture, src=resolved(picture.src, self._site))
        except UsageError:
            return picture

    def _new_gallery(self) -> "Gallery | None":
        """An empty gallery for the terminal as it is; None where nothing can be fetched."""
        if self._pictures is None:
            return None
        from tickertui.tui.pictures import outlet
        from tickertui.tui.pictures.gallery import Gallery

        app = self._view.app
        way = outlet.way_of(app, self._images)
        terminal = outlet.terminal_of(app, way)
        self._gallery = Gallery(self._pictures, way, outlet.ground_of(app), self._view.picture_arrived, terminal)
        return self._gallery
