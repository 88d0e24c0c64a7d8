"""The pictures of articles: where they are, and their bytes, from disk or through the one client.

Hosts are asked for a few pictures at a time, and for none twice while it is on its way. What they send is a picture by
its own first bytes or it is refused: what a host calls it does not count.
"""

import asyncio
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import urljoin, urlsplit, urlunsplit

from tickertui.errors import PayloadError, SourceRefused, UsageError
from tickertui.formats import raster
from tickertui.formats.sanitize import line
from tickertui.source.aside import aside
from tickertui.source.client import Answer, Client, Limits, Request, failure_of
from tickertui.source.picture_cache import PictureCache

LIMITS = Limits(wire=8_000_000, body=8_000_000, deadline=20.0)
"""What one picture may cost."""

AT_ONCE = 3
"""How many pictures are asked for at the same time."""

ACCEPT = "image/jpeg, image/png, image/webp, image/gif;q=0.9, image/bmp;q=0.5"
OUTSIDE = "It can still be opened outside."

_STORYBLOK_HOST = re.compile(r"a(-[a-z]{2})?\.storyblok\.com", re.IGNORECASE)
_SERVICE = "/m/800x0/filters:format(jpeg):quality(70)"
_SHRINKABLE = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif")
_SHOWN = 200


class Pictures:
    """Gives the bytes of pictures: of one article, or of all articles of a site."""

    def __init__(
        self,
        client: Callable[[], Client],
        cache: PictureCache,
        clock: Callable[[], datetime],
        *,
        site: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Pictures of a site; nothing is asked yet.

        Args:
            client: Gives the one HTTP client of the run.
            cache: Where pictures are kept.
            clock: Gives the moment, aware UTC.
            site: The address of the article or of its source, where known: relative addresses are seen from there.
            headers: What the site's own host is told besides, and no other host.
        """
        self.site = site
        self._client, self._cache, self._clock = client, cache, clock
        self._headers = dict(headers or {})
        self._asked: dict[str, asyncio.Task[bytes]] = {}
        self._places: asyncio.Semaphore | None = None

    async def fetch(self, src: str) -> bytes:
        """The bytes of a picture, which are one by their first bytes, and bounded.

        Raises:
            UsageError: The address is none that can be asked.
            SourceUnreachable: No answer, not in time, or one of failure.
            SourceRefused: An answer that is not taken: too large, or an unsafe redirect.
            PayloadError: What is there is no picture that can be drawn.
        """
        address = resolved(src, self.site)
        task = self._asked.get(address)
        if task is None:
            task = self._asked[address] = asyncio.create_task(self._found(address))
            task.add_done_callback(lambda _: self._asked.pop(address, None))
            task.add_done_callback(_looked_at)
        return await asyncio.shield(task)

    async def _found(self, address: str) -> bytes:
        """The picture, from disk or from its host."""
        kept = await aside(self._cache.get, address, self._clock())
        if kept is not None and raster.raster_of(kept) is not None:
            return kept
        if self._places is None:
            self._places = asyncio.Semaphore(AT_ONCE)
        async with self._places:
            body = await self._asked_for(address)
        await aside(self._cache.put, address, body, self._clock())
        return body

    async def _asked_for(self, address: str) -> bytes:
        """The picture as its host gives it: smaller, where an image service stands before it and works."""
        smaller = through_service(address)
        if smaller != address:
            answer = await self._answer(smaller)
            is_busy = answer.status == 429 or answer.status >= 500
            if is_busy or (answer.status == 200 and raster.raster_of(answer.body) is not None):
                return _picture_in(answer)
        return _picture_in(await self._answer(address))

    async def _answer(self, address: str) -> Answer:
        """What the host of an address answers."""
        request = Request(address, self._headers, self.site or address, accept=ACCEPT, limits=LIMITS)
        try:
            return await self._client().get(request, self._clock())
        except SourceRefused as error:
            raise SourceRefused(error.sentence, OUTSIDE) from error


def resolved(src: str, site: str = "") -> str:
    """The whole address of a picture, without fragment.

    Raises:
        UsageError: It has none, one that is not on the web, or a relative one while the site is not known.
    """
    if not src.strip():
        raise UsageError("The picture has no address.")
    shown = line(src)[:_SHOWN]
    try:
        start = urlsplit(src)
        if start.netloc and not start.scheme:
            src = urljoin("https:", src) if not site.startswith("http") else urljoin(site, src)
        elif not start.scheme:
            if not site.lower().startswith(("http://", "https://")):
                raise UsageError(f"“{shown}” is a relative address, and the article's site is not known.")
            src = urljoin(site, src)
        parts = urlsplit(src)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise UsageError(f"“{shown}” is not an address: {line(str(error))}.") from error
    if parts.scheme not in ("http", "https") or not host:
        raise UsageError(f"“{shown}” is not an http or https address.")
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, place, parts.path, parts.query, ""))


def through_service(address: str) -> str:
    """The address at which Storyblok's image service gives a smaller JPEG; any other address as it is."""
    parts = urlsplit(address)
    if not _STORYBLOK_HOST.fullmatch(parts.hostname or "") or "/m/" in parts.path:
        return address
    if not parts.path.startswith("/f/") or not parts.path.lower().endswith(_SHRINKABLE):
        return address
    return urlunsplit((parts.scheme, parts.netloc, parts.path + _SERVICE, parts.query, ""))


def _picture_in(answer: Answer) -> bytes:
    """The picture that an answer holds.

    Raises:
        SourceUnreachable: It is one of failure.
        PayloadError: It holds no picture that can be drawn.
    """
    if answer.status != 200:
        raise failure_of(answer)
    if raster.raster_of(answer.body) is None:
        host = line(urlsplit(answer.address).hostname or "The host")
        raise PayloadError(f"{host} answers with {raster.named(answer.body)}, which is not drawn here.", OUTSIDE)
    return answer.body


def _looked_at(task: asyncio.Task[bytes]) -> None:
    """Take notice of how a picture ended, though nobody may wait for it any more."""
    if not task.cancelled():
        task.exception()
