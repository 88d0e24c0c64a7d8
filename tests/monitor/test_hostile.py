"""A host that does everything wrong: what is said of it, that the last good board stays, and when it is asked next."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from tests.monitor.stage import START, Hand, dice, following, level_of
from tests.source.origin import Answer, Origin, answer, running_origin
from tests.source.payloads import START_PAGE, payload
from tests.source.test_client import self_signed
from tickertui.monitor.loop import Monitor
from tickertui.monitor.planning import Followed, scheduled
from tickertui.monitor.update import State, Update
from tickertui.source.address import AddressFeed
from tickertui.source.client import Client, Limits
from tickertui.source.schedule import Policy

PATH = "/prices/_payload.json"
LIMITS = Limits(wire=300_000, body=100_000, connect=2, read=0.3, deadline=0.6)
QUARTERLY = Policy(interval=timedelta(minutes=15))
A_MINUTE_OR_TWO = (timedelta(minutes=1), timedelta(minutes=2))


class Case(msgspec.Struct, frozen=True):
    """What a host answers, and what is then true."""

    name: str
    given: Answer
    state: State
    sentence: str
    waits: tuple[timedelta, timedelta] = A_MINUTE_OR_TWO
    """The least and the longest time to the next try."""
    why: str = "the last check failed"


async def hang(_: asyncio.StreamWriter) -> None:
    """Take the request and say nothing."""
    await asyncio.Event().wait()


async def drip(writer: asyncio.StreamWriter) -> None:
    """Say a little, now and then, for ever."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.05)


def exactly(**time: float) -> tuple[timedelta, timedelta]:
    """A wait that the host itself sets."""
    return timedelta(**time), timedelta(**time)


CASES = (
    Case("429 with seconds", answer(429, Retry_After="600"), "stale",
         "127.0.0.1 is asked too often (HTTP 429).", exactly(minutes=10), "the host asked for 10 min"),
    Case("429 with a date", answer(429, Retry_After="Wed, 03 Jun 2026 16:45:00 GMT"), "stale",
         "127.0.0.1 is asked too often (HTTP 429).", exactly(minutes=30), "the host asked for 30 min"),
    Case("429 with next year", answer(429, Retry_After="Thu, 03 Jun 2027 16:45:00 GMT"), "stale",
         "127.0.0.1 is asked too often (HTTP 429).", exactly(hours=6), "the host asked for 6 h"),
    Case("429 with nothing", answer(429), "stale", "127.0.0.1 is asked too often (HTTP 429)."),
    Case("429 with a second", answer(429, Retry_After="1"), "stale",
         "127.0.0.1 is asked too often (HTTP 429).", exactly(minutes=1), "the host asked for 1 min"),
    Case("500", answer(500, b"<h1>oh"), "stale", "127.0.0.1 has an error of its own (HTTP 500)."),
    Case("503 with seconds", answer(503, Retry_After="120"), "stale",
         "127.0.0.1 is not available at the moment (HTTP 503).", exactly(minutes=2), "the host asked for 2 min"),
    Case("404", answer(404), "stale", "127.0.0.1 has nothing at this address (HTTP 404)."),
    Case("a hang", hang, "offline", "127.0.0.1 does not answer in time."),
    Case("a slow drip", drip, "offline", "127.0.0.1 had not sent everything after 0.6 s."),
    Case("a truncated body", answer(200, payload()[:200], Content_Length="2000"), "offline",
         "The answer of 127.0.0.1 breaks off"),
    Case("a truncated payload", answer(200, payload()[:200]), "stale", "is not understood"),
    Case("no HTTP", b"SSH-2.0-OpenSSH\r\n", "offline", "The answer of 127.0.0.1 breaks off or is not HTTP."),
    Case("HTML with 200", answer(200, START_PAGE), "stale", "is not understood"),
    Case("a gzip bomb", answer(200, gzip.compress(bytes(50_000_000), 9, mtime=0), Content_Encoding="gzip"), "stale",
         "127.0.0.1 answers with more than 0.1 MB, which is not read."),
    Case("a redirect to a file", answer(302, Location="file:///etc/passwd"), "stale",
         "127.0.0.1 redirects to 'file:///etc/passwd': only http and https addresses are followed."),
    Case("an endless redirect", answer(302, Location="/loop"), "stale",
         "127.0.0.1 redirects more than 5 times and comes to no end."),
)  # fmt: skip


@pytest.fixture
async def origin() -> AsyncIterator[Origin]:
    """A host on loopback."""
    async with running_origin() as running:
        yield running


async def told(
    origin: Origin, *answers: Answer, headers: dict[str, str] | None = None, policy: Policy = QUARTERLY
) -> tuple[Hand, list[Update]]:
    """What is said of one answer after the other, each asked for when the one before said so."""
    origin.on(PATH, *answers)
    origin.on("/loop", answer(302, Location="/loop"))
    clock, client = Hand(), Client(LIMITS)
    feed = AddressFeed(origin.address + PATH, lambda: client, headers)
    monitor = Monitor([Followed(feed, scheduled(policy, dice()))], clock=clock, pause=clock.pause)
    seen: list[Update] = []
    async with following(monitor) as updates:
        for _ in answers:
            if seen:
                clock.set(seen[-1].health[0].next_check_at)
            seen.append(await anext(updates))
    await client.close()
    return clock, seen


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_whatever_a_host_does_the_last_good_board_stays(origin: Origin, case: Case) -> None:
    """State, cause and next try are told; the board is the one before; a good answer makes all well."""
    good = answer(200, payload(101.0))
    clock = START
    _, (first, bad, after) = await told(
        origin, good, case.given, answer(200, payload(102.0, made_at=1_780_600_000_000))
    )
    health = bad.health[0]
    clock = first.health[0].next_check_at or START
    assert health.state == case.state
    assert case.sentence in health.sentence
    assert bad.snapshot is first.snapshot
    assert bad.changes == ()
    assert (health.checked_at, health.changed_at, health.failures) == (clock, START, 1)
    assert health.next_check_at is not None
    assert case.waits[0] <= health.next_check_at - clock <= case.waits[1]
    assert health.why == case.why
    assert [sentence.sentence for _, sentence in bad.problems] == [health.sentence]
    assert level_of(after) == 102.0
    assert (after.health[0].state, after.health[0].sentence, after.health[0].failures) == ("live", "", 0)
    assert after.problems == ()


async def test_a_host_that_is_asked_conditionally_says_that_nothing_changed(origin: Origin) -> None:
    """304: unchanged, with the moment of the check, and the next one by the calendar: hours, as nothing is due."""
    _, (first, second) = await told(origin, answer(200, payload(101.0), ETag='"a"'), answer(304), policy=Policy())
    assert origin.header("if-none-match") == '"a"'
    health = second.health[0]
    assert (health.state, health.sentence, health.changed_at) == ("unchanged", "", START)
    assert health.checked_at == first.health[0].next_check_at
    assert second.snapshot is first.snapshot
    assert health.next_check_at is not None
    assert health.checked_at is not None
    assert timedelta(hours=6) <= health.next_check_at - health.checked_at <= timedelta(hours=6.6)
    assert health.why == "nothing is due before Lithium on 2026-06-10"


async def test_a_redirect_to_another_host_is_followed_without_what_the_first_was_told(origin: Origin) -> None:
    """The payload may move; a token stays where it belongs."""
    async with running_origin() as other:
        other.on(PATH, answer(200, payload(103.0, made_at=1_780_600_000_000)))
        moved = answer(302, Location=other.address + PATH)
        _, (_, second) = await told(origin, answer(200, payload(101.0)), moved, headers={"X-Token": "secret"})
        assert level_of(second) == 103.0
        assert (origin.header("x-token"), other.header("x-token")) == ("secret", "")


async def test_a_certificate_that_nobody_vouches_for_is_no_answer(origin: Origin, tmp_path: Path) -> None:
    """Bad TLS: nothing is read, the board stays, and the sentence says that it is the certificate."""
    read: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        read.append(await reader.read())
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=self_signed(tmp_path))
    async with server:
        address = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}{PATH}"
        good = answer(200, payload(101.0))
        _, (first, second) = await told(origin, good, answer(302, Location=address))
    health = second.health[0]
    assert health.state == "offline"
    assert health.sentence.startswith("127.0.0.1 shows a certificate that is not to be trusted")
    assert second.snapshot is first.snapshot
    assert not any(read)


async def test_what_fails_again_and_again_is_asked_ever_less_often(origin: Origin) -> None:
    """Back-off: at least a minute, up to an hour, and the count is told."""
    answers = [answer(200, payload(101.0)), *[answer(500)] * 10]
    _, seen = await told(origin, *answers)
    failed = [update.health[0] for update in seen[1:]]
    assert [health.failures for health in failed] == list(range(1, 11))
    waits = [(health.next_check_at or START) - (health.checked_at or START) for health in failed]
    assert all(timedelta(minutes=1) <= wait <= timedelta(hours=1) for wait in waits)
    assert sum(waits[5:], timedelta()) > 2 * sum(waits[:5], timedelta())
    assert failed[-1].why == "the last 10 checks failed"


async def test_refresh_does_not_ask_a_host_that_asked_to_be_left_alone(origin: Origin) -> None:
    """`Retry-After` holds whoever presses what; when it has passed, the host is asked."""
    origin.on(PATH, answer(429, Retry_After="600"), answer(200, payload(101.0)))
    clock, client = Hand(), Client(LIMITS)
    feed = AddressFeed(origin.address + PATH, lambda: client)
    monitor = Monitor([Followed(feed, scheduled(QUARTERLY, dice()))], clock=clock, pause=clock.pause)
    async with following(monitor) as updates:
        first = await anext(updates)
        clock.move(60)
        monitor.refresh()
        assert monitor.current.health[0].why == "the host asked for 10 min"
        coming = asyncio.ensure_future(anext(updates))
        clock.move(30)
        await clock.rest()
        assert len(origin.requests) == 1
        clock.set(first.health[0].next_check_at)
        assert level_of(await coming) == 101.0
    await client.close()


async def test_leaving_while_a_host_hangs_leaves_nothing_behind(origin: Origin) -> None:
    """Closing the updates ends every task and the request under way."""
    arrived = asyncio.Event()

    async def stall(_: asyncio.StreamWriter) -> None:
        arrived.set()
        await asyncio.Event().wait()

    origin.on(PATH, stall)
    clock, client = Hand(), Client(Limits())
    before = asyncio.all_tasks()
    feed = AddressFeed(origin.address + PATH, lambda: client)
    monitor = Monitor([Followed(feed, scheduled(QUARTERLY, dice()))], clock=clock, pause=clock.pause)
    async with following(monitor) as updates:
        first = asyncio.ensure_future(anext(updates))
        await arrived.wait()
        first.cancel()
        await asyncio.wait([first])
    await client.close()
    serving = {task for task in asyncio.all_tasks() if "serve" in repr(task.get_coro())}
    assert asyncio.all_tasks() - before - serving == set()
