"""Pictures from their hosts: asked politely, refused when they are none, and kept on disk."""

import asyncio
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from tests.source.origin import answer, running_origin
from tickertui.errors import PayloadError, SourceRefused, SourceUnreachable, UsageError
from tickertui.source.client import Client
from tickertui.source.picture_cache import KEPT_FOR, PictureCache
from tickertui.source.pictures import Pictures, resolved, through_service

NOW = datetime(2026, 6, 3, 16, 0, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x02 and the rest"
ASSET = "https://a.storyblok.com/f/1234/512x512/0a/chart.png"
SMALLER = ASSET + "/m/800x0/filters:format(jpeg):quality(70)"

Handler = Callable[[httpx.Request], httpx.Response]


@pytest.fixture
def cache(tmp_path: Path) -> PictureCache:
    """An empty cache."""
    return PictureCache(tmp_path / "pictures")


def pictures(handler: Handler, cache: PictureCache, site: str = "", **headers: str) -> Pictures:
    """Pictures that a handler answers for."""
    client = Client(transport=httpx.MockTransport(handler))
    return Pictures(lambda: client, cache, lambda: NOW, site=site, headers=headers)


@pytest.mark.parametrize(
    ("src", "site", "whole"),
    [
        ("https://x.example/a.png#top", "", "https://x.example/a.png"),
        ("//a.storyblok.com/f/1/a.png", "", "https://a.storyblok.com/f/1/a.png"),
        ("//cdn.example/a.png", "http://x.example/", "http://cdn.example/a.png"),
        ("/img/a.png", "https://x.example/article/one", "https://x.example/img/a.png"),
        ("a.png?v=1", "https://x.example/article/one", "https://x.example/article/a.png?v=1"),
        ("https://user:secret@x.example/a.png", "", "https://x.example/a.png"),
    ],
)
def test_addresses_become_whole(src: str, site: str, whole: str) -> None:
    """Relative ones are seen from the article's site; no user and no password is sent."""
    assert resolved(src, site) == whole


@pytest.mark.parametrize(
    "src", ["", " ", "/a.png", "a.png", "file:///etc/passwd", "data:image/png;base64,AA", "https://", "http://[x/"]
)
def test_what_is_no_address_on_the_web_is_not_asked(src: str) -> None:
    """Nothing but http and https, and nothing relative to a site that is not known."""
    with pytest.raises(UsageError):
        resolved(src, "~/payloads")


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        (ASSET, SMALLER),
        (ASSET + "?cv=1", SMALLER + "?cv=1"),
        ("https://a-us.storyblok.com/f/1/x.jpg", "https://a-us.storyblok.com/f/1/x.jpg" + SMALLER[len(ASSET):]),
        (SMALLER, SMALLER),
        ("https://a.storyblok.com/f/1/x.svg", "https://a.storyblok.com/f/1/x.svg"),
        ("https://b.example/a.storyblok.com/f/1/x.png", "https://b.example/a.storyblok.com/f/1/x.png"),
    ],
)  # fmt: skip
def test_storyblok_is_asked_for_a_smaller_one(address: str, asked: str) -> None:
    """Through its image service, for pictures that it can shrink; nobody else is."""
    assert through_service(address) == asked


async def test_a_picture_is_asked_once_and_then_taken_from_disk(cache: PictureCache) -> None:
    """Two who want it at once wait for one answer, and another run asks nobody."""
    asked: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, content=PNG, headers={"Content-Type": "text/html"})

    shop = pictures(handler, cache)
    assert list(await asyncio.gather(shop.fetch(ASSET), shop.fetch(ASSET))) == [PNG, PNG]
    assert [str(request.url) for request in asked] == [SMALLER]
    assert asked[0].headers["accept"].startswith("image/")
    assert await pictures(handler, cache).fetch(ASSET) == PNG
    assert len(asked) == 1


async def test_the_picture_itself_is_asked_where_the_service_has_none(cache: PictureCache) -> None:
    """A 404 of the service is not the end; a 503 is."""
    statuses = {SMALLER: 404, ASSET: 200}

    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(statuses[str(request.url)], content=PNG)

    assert await pictures(handler, cache).fetch(ASSET) == PNG
    statuses[SMALLER] = 503
    with pytest.raises(SourceUnreachable, match="503"):
        await pictures(handler, PictureCache(cache.folder / "other")).fetch(ASSET)


async def test_headers_go_to_the_sites_own_host_only(cache: PictureCache) -> None:
    """A cookie of the settings is not told to whoever keeps the pictures."""
    told: dict[str, str] = {}

    def handler(request: httpx.Request) -> httpx.Response:
        told[request.url.host] = request.headers.get("cookie", "")
        return httpx.Response(200, content=PNG)

    shop = pictures(handler, cache, "https://x.example/board", Cookie="a=1")
    await shop.fetch("/own.png")
    await shop.fetch("https://cdn.example/other.png")
    assert told == {"x.example": "a=1", "cdn.example": ""}


@pytest.mark.parametrize(
    ("body", "words"), [(b"<html>", "a page"), (b"<svg/>", "an SVG drawing"), (b"", "nothing"), (b"MZ", "something")]
)
async def test_what_is_no_picture_is_refused_whatever_it_is_called(
    cache: PictureCache, body: bytes, words: str
) -> None:
    """The header says PNG; the bytes say otherwise, and nothing is kept."""
    shop = pictures(lambda _: httpx.Response(200, content=body, headers={"Content-Type": "image/png"}), cache)
    with pytest.raises(PayloadError, match=words):
        await shop.fetch("https://x.example/a.png")
    assert not cache.folder.exists()


async def test_a_picture_that_is_too_large_is_refused(cache: PictureCache) -> None:
    """Eight megabytes and no more, whether the host says so or not."""
    async with running_origin() as origin:
        origin.on("/said.png", answer(200, b"", Content_Length="8000001"))
        origin.on("/sent.png", b"HTTP/1.1 200 X\r\nConnection: close\r\n\r\n" + PNG + bytes(8_000_000))
        client = Client()
        shop = Pictures(lambda: client, cache, lambda: NOW, site=origin.address)
        for src in ("/said.png", "/sent.png"):
            with pytest.raises(SourceRefused, match="more than 8 MB") as caught:
                await shop.fetch(src)
            assert "outside" in caught.value.hint
        await client.close()


async def test_only_a_few_are_asked_at_once(cache: PictureCache) -> None:
    """Three at the same time, however many are wanted."""
    running = most = 0

    async def handler(request: httpx.Request) -> httpx.Response:
        nonlocal running, most
        running += 1
        most = max(most, running)
        for _ in range(5):
            await asyncio.sleep(0)
        running -= 1
        return httpx.Response(200, content=PNG)

    client = Client(transport=httpx.MockTransport(handler))
    shop = Pictures(lambda: client, cache, lambda: NOW)
    await asyncio.gather(*(shop.fetch(f"https://x.example/{number}.png") for number in range(12)))
    assert most <= 3


def test_the_cache_is_bounded_and_the_oldest_go(cache: PictureCache) -> None:
    """What was kept last is there, and the folder never holds more than the limit."""
    cache.limit = 10_000
    for number in range(20):
        assert cache.put(f"https://x.example/{number}", PNG + bytes(900), NOW + timedelta(seconds=number))
    held = list(cache.folder.iterdir())
    assert sum(path.stat().st_size for path in held) <= cache.limit
    assert cache.get("https://x.example/19", NOW) == PNG + bytes(900)
    assert cache.get("https://x.example/0", NOW) is None
    assert not cache.put("https://x.example/large", bytes(10_001), NOW)


@pytest.mark.parametrize("harm", ["cut", "changed", "emptied", "other"])
def test_a_damaged_file_is_as_good_as_none(cache: PictureCache, harm: str) -> None:
    """It is passed over, and can be kept anew."""
    cache.put("https://x.example/a", PNG, NOW)
    (path,) = cache.folder.iterdir()
    content = path.read_bytes()
    path.write_bytes(
        {"cut": content[:-1], "changed": content[:-1] + b"!", "emptied": b"", "other": b"\x89PNG" * 40}[harm]
    )
    os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    assert cache.get("https://x.example/a", NOW) is None
    assert cache.put("https://x.example/a", PNG, NOW)
    assert cache.get("https://x.example/a", NOW) == PNG


def test_an_old_picture_is_asked_anew(cache: PictureCache) -> None:
    """An address may show another picture some day."""
    cache.put("https://x.example/a", PNG, NOW)
    assert cache.get("https://x.example/a", NOW + KEPT_FOR) == PNG
    assert cache.get("https://x.example/a", NOW + KEPT_FOR + timedelta(seconds=2)) is None


def test_a_cache_that_cannot_be_written_costs_nothing_but_itself(tmp_path: Path) -> None:
    """Its folder is a file: nothing is kept, nothing is found, nothing is raised."""
    (tmp_path / "file").write_text("")
    cache = PictureCache(tmp_path / "file" / "pictures")
    assert not cache.put("https://x.example/a", PNG, NOW)
    assert cache.get("https://x.example/a", NOW) is None


def test_what_a_program_that_died_left_behind_is_cleared(cache: PictureCache) -> None:
    """Half-written files go after an hour; those being written by others stay."""
    cache.folder.mkdir(parents=True)
    for name, age in (("old.part", 4_000), ("new.part", 10)):
        (cache.folder / name).write_bytes(b"x")
        os.utime(cache.folder / name, (NOW.timestamp() - age,) * 2)
    cache.put("https://x.example/a", PNG, NOW)
    assert {path.name for path in cache.folder.glob("*.part")} == {"new.part"}
