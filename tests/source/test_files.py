"""Payload files on disk and on standard input: what is read, what is left alone, and what is said about it."""

import gzip
import io
import os
import socket
import zlib
from pathlib import Path

import pytest

from tickertui.errors import PayloadError, SourceError, SourceRefused, SourceUnreachable, UsageError
from tickertui.source.files import payload_files, read_file, read_standard_input, signature
from tickertui.source.inflate import Inflater, inflate
from tickertui.source.sample import sample_payloads


def test_a_file_is_read_plain_or_compressed(tmp_path: Path) -> None:
    """What is in a file decides, not its name."""
    plain, packed = tmp_path / "a.json.gz", tmp_path / "b.json"
    plain.write_bytes(b"[1]")
    packed.write_bytes(gzip.compress(b"[2]", mtime=0))
    assert (read_file(plain), read_file(packed)) == (b"[1]", b"[2]")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"PK\x03\x04\x14\0", "is a zip archive"),
        (b"\x28\xb5\x2f\xfd\x24", "is packed with zstd"),
        (gzip.compress(b"", mtime=0), "is empty"),
        (gzip.compress(b"[1]" * 100, mtime=0)[:-9], "breaks off"),
        (b"\x1f\x8b", "breaks off"),
        (b"\x1f\x8bnonsense that is no gzip", "is damaged gzip data"),
    ],
)
def test_content_that_is_none_is_said(tmp_path: Path, content: bytes, words: str) -> None:
    """Nothing, and compressed data that is damaged or breaks off."""
    file = tmp_path / "a.json"
    file.write_bytes(content)
    with pytest.raises(PayloadError, match=words) as caught:
        read_file(file)
    assert str(file) in caught.value.sentence


def test_what_is_too_large_is_refused_before_it_is_there(tmp_path: Path) -> None:
    """On disk, and when inflated; the sentence says the limit."""
    plain, bomb = tmp_path / "a.json", tmp_path / "b.json.gz"
    plain.write_bytes(b" " * 1_000_001)
    bomb.write_bytes(gzip.compress(bytes(50_000_000), mtime=0))
    with pytest.raises(SourceRefused, match="is larger than 1 MB and is not read"):
        read_file(plain, 1_000_000)
    with pytest.raises(SourceRefused, match="is larger than 1 MB when unpacked and is not read"):
        read_file(bomb, 1_000_000)


def odd_paths(folder: Path) -> dict[str, Path]:
    """Things that are called like a payload and are none."""
    paths = {name: folder / f"{name}.json" for name in ("folder", "pipe", "dangling", "circle", "socket")}
    paths["folder"].mkdir()
    os.mkfifo(paths["pipe"])
    paths["dangling"].symlink_to(folder / "nothing")
    paths["circle"].symlink_to(paths["circle"])
    with socket.socket(socket.AF_UNIX) as unix:
        unix.bind(str(paths["socket"]))
    return paths


WORDS = {
    "folder": "is a folder, not a file, and is left alone",
    "pipe": "is a pipe, not a file, and is left alone",
    "socket": "is a socket, not a file, and is left alone",
    "dangling": "cannot be read: its link leads nowhere",
    "circle": "cannot be read: its link leads in a circle",
}


def test_what_is_no_file_is_left_alone(tmp_path: Path) -> None:
    """Folders, pipes, devices and broken links are said and never waited for."""
    for name, path in odd_paths(tmp_path).items():
        with pytest.raises(SourceError, match=WORDS[name]):
            signature(path)
        with pytest.raises(SourceError):
            read_file(path)
    with pytest.raises(SourceRefused, match="is a device"):
        read_file(Path("/dev/zero"))


def test_a_folder_gives_its_payload_files_by_name(tmp_path: Path) -> None:
    """Payloads and pages in order; what is called otherwise, is hidden or lies deeper is not touched."""
    for name in ("b.json", "a.JSON", "c.html", "d.json.gz", "e.htm", "f.txt", ".g.json", "h.json.tmp", "i"):
        (tmp_path / name).write_bytes(b"[1]")
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "j.json").write_bytes(b"[1]")
    entries, failures = payload_files(tmp_path)
    assert [entry.path.name for entry in entries] == ["a.JSON", "b.json", "c.html", "d.json.gz", "e.htm"]
    assert failures == ()


def test_a_folder_says_what_is_no_file_and_gives_the_rest(tmp_path: Path) -> None:
    """One odd name does not cost the others."""
    odd_paths(tmp_path)
    (tmp_path / "good.json").write_bytes(b"[1]")
    entries, failures = payload_files(tmp_path)
    assert [entry.path.name for entry in entries] == ["good.json"]
    assert {Path(failure.origin).stem for failure in failures} == set(WORDS)
    for failure in failures:
        assert WORDS[Path(failure.origin).stem] in failure.error.sentence


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    """No file, no folder, and what was probably meant."""
    for path in (tmp_path / "a.json", tmp_path / "a.json" / "b.json", Path("a" * 300)):
        with pytest.raises(SourceUnreachable, match="cannot be read"):
            read_file(path)
    with pytest.raises(SourceUnreachable, match="cannot be read"):
        payload_files(tmp_path / "no")
    with pytest.raises(SourceUnreachable) as caught:
        read_file(Path("prices.example.org/batteries"))
    assert caught.value.hint == "If it is an address, write https://prices.example.org/batteries"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser reads everything")
def test_what_may_not_be_read_is_said(tmp_path: Path) -> None:
    """A file without permission has a sentence."""
    file = tmp_path / "a.json"
    file.write_bytes(b"[1]")
    file.chmod(0)
    with pytest.raises(SourceUnreachable, match="reading it is not permitted"):
        read_file(file)


def test_a_name_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    """Control characters and bytes that are no text are not echoed."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\x1b]52;;x\x07\xff.json"))
    with pytest.raises(SourceUnreachable) as caught:
        read_file(path)
    assert caught.value.sentence.isprintable()


def standard_input(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """Put content on standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_standard_input_is_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain or compressed."""
    standard_input(monkeypatch, gzip.compress(b"[1]", mtime=0))
    assert read_standard_input() == b"[1]"


def test_standard_input_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream without an end is refused."""
    standard_input(monkeypatch, b" " * 1_001)
    with pytest.raises(SourceRefused, match="standard input is larger"):
        read_standard_input(1_000)


def test_a_terminal_on_standard_input_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody types a payload; a closed one is said too."""
    with os.fdopen(os.openpty()[1]) as terminal:
        monkeypatch.setattr("sys.stdin", terminal)
        with pytest.raises(UsageError, match="is a terminal"):
            read_standard_input()
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(UsageError, match="is closed"):
        read_standard_input()


def test_gzip_of_several_members_is_one_content() -> None:
    """Members follow each other, padding and rubbish after them are passed over."""
    packed = gzip.compress(b"a", mtime=0) + gzip.compress(b"b", mtime=0) + b"\0" * 100
    assert inflate(packed, 100) == b"ab"
    assert inflate(packed + b"rubbish", 100) == b"ab"
    inflater = Inflater(100)
    assert b"".join(piece for byte in packed for piece in inflater.feed(bytes([byte]))) == b"ab"
    assert inflater.ended


@pytest.mark.parametrize("step", [7, 1_000, 65_536])
def test_gzip_comes_out_the_same_however_it_is_cut(step: int) -> None:
    """Pieces in and pieces out may fall anywhere, also inside a repetition."""
    content = b"".join(b"%d, " % (number * number) for number in range(100_000)) + b"a" * 1_000_000
    packed = gzip.compress(content, mtime=0)
    inflater = Inflater(10_000_000)
    pieces = [piece for start in range(0, len(packed), step) for piece in inflater.feed(packed[start : start + step])]
    assert b"".join(pieces) == content
    assert inflater.ended


def test_gzip_of_a_hundred_thousand_members_is_refused() -> None:
    """An empty member costs 20 bytes; nobody writes so many."""
    with pytest.raises(zlib.error, match="members"):
        inflate(gzip.compress(b"", mtime=0) * 100_000, 100)


def test_the_sample_is_there() -> None:
    """The payloads that come with the program can be read."""
    payloads = sample_payloads()
    assert payloads
    assert all(name.endswith(".json") and text.lstrip().startswith(b"[") for name, text in payloads)
