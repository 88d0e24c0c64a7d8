"""The pictures of an article: fetched once its text stands, and one of them on the whole screen."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from tickertui.errors import UsageError
from tickertui.tui.screens.reader.base import ReadingScreen

if TYPE_CHECKING:
    from textual.worker import WorkType

    from tickertui.formats.document import Picture
    from tickertui.tui.pictures.choice import Way
    from tickertui.tui.pictures.gallery import Fetcher, Gallery

PicturesOf = Callable[[str], "Fetcher"]
"""Gives the pictures of a site, by an address of it; an empty one where that is not known."""


class PicturingScreen(ReadingScreen, inherit_bindings=False):
    """A screen with pictures in its text."""

    _pictures_of: PicturesOf | None = None
    _images = "auto"
    _pictures: "Fetcher | None" = None
    _gallery: "Gallery | None" = None
    _site = ""

    def on_mount(self) -> None:
        """Follow the theme, and learn when the terminal may have forgotten pictures."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self._repaint())
        self.app.app_resume_signal.subscribe(self, lambda _: self._resend())

    def on_unmount(self) -> None:
        """Let the pictures go."""
        self.take_down()

    def hang_pictures(self, site: str) -> None:
        """Settle how the pictures of another article are drawn, before it is set; nothing is fetched yet.

        Args:
            site: An address of the article's site; empty where that is not known.
        """
        self.take_down()
        self._site = site
        self._pictures = self._pictures_of(site) if self._pictures_of is not None else None
        self._view.hang(self._new_gallery())

    def begin_pictures(self) -> None:
        """Fetch what is near, now that the text stands; the pictures go on arriving until another article comes."""
        gallery = self._gallery
        if gallery is not None and gallery.way.is_drawn and self.is_attached:
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

    def action_picture(self) -> None:
        """Show the picture in view on the whole screen; one that failed is tried again afterwards."""
        picture = self._view.picture_in_view()
        if picture is None:
            self.say("There is no picture in view.")
        elif self._pictures is None or self._gallery is None:
            self.say("Pictures cannot be fetched here.")
        elif not self._gallery.way.is_drawn:
            self.say(self._gallery.way.why or "Pictures are switched off (the setting images).")
        elif not picture.src:
            self.say("This picture has no address.")
        else:
            from tickertui.tui.screens.picture.screen import PictureScreen

            whole = PictureScreen(self._with_whole_address(picture), self._pictures, self._gallery.way)
            self.app.push_screen(whole, lambda _: self._retry(picture.src))

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

        way = outlet.way_of(self.app, self._images)
        terminal = outlet.terminal_of(self.app, way)
        gallery = Gallery(self._pictures, way, outlet.ground_of(self.app), self._view.picture_arrived, terminal)
        self._gallery = gallery
        return gallery

    def _way(self) -> "Way":
        """How pictures would be drawn now."""
        from tickertui.tui.pictures import outlet

        return outlet.way_of(self.app, self._images)

    def _repaint(self) -> None:
        """Draw the pictures on the new theme's ground, or in another way where it asks for one."""
        gallery = self._gallery
        if gallery is None:
            return
        if self._way().kind == gallery.way.kind:
            from tickertui.tui.pictures.outlet import ground_of

            gallery.repaint(ground_of(self.app))
            return
        place = self._view.place
        self.take_down()
        self._view.rehang(self._new_gallery(), place)
        self.call_after_refresh(self.begin_pictures)

    def _resend(self) -> None:
        """Send the terminal its pictures again."""
        if self._gallery is not None:
            self._gallery.resend()

    def _retry(self, src: str) -> None:
        """Try a picture again that had failed."""
        if self._gallery is not None and self._gallery.error(src) is not None:
            self._gallery.retry(src)
            self._view.picture_arrived(src)
