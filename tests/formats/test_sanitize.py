"""What may stay of a text from outside, and which addresses may be followed."""

import sys
from collections.abc import Callable
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickertui.formats import sanitize

ESCAPES = ["\x1b]52;c;aGk=\x07", "\x1b[2J", "\x9b2J", "\x9d0;title\x9c", "\x00", "\x7f", "\x0e", "\x1c", "\x80"]
DIRECTIONS = ["\u202a", "\u202e", "\u2066", "\u2069", "\u200e", "\u200f", "\u061c"]
INVISIBLE = [
    "\ufff9",
    "\ufffb",
    "\U0010eeee",
    "\ud800",
    "\udfff",
    "\ufeff",
    "\u2060",
    "\u206a",
    "\U000e0041",
    "\U000e0001",
]
CLEANERS: list[Callable[[str], str]] = [sanitize.line, sanitize.prose, sanitize.code]
FLAG = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
FAMILY = "\U0001f469\U0001f3fd\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"


@pytest.mark.parametrize("clean", CLEANERS)
@pytest.mark.parametrize("hostile", [*ESCAPES, *DIRECTIONS, *INVISIBLE])
def test_controls_and_invisible_characters_are_dropped(clean: Callable[[str], str], hostile: str) -> None:
    """Nothing that a terminal obeys is left; what is printable of a sequence stays."""
    left = clean(f"a{hostile}b")
    assert left == "a" + "".join(c for c in hostile if " " <= c <= "~") + "b"


@pytest.mark.parametrize("clean", CLEANERS)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "CATL’s “490\u00a0GWh” — €5/m³, CO₂…",
        "soft\u00adhyphen zero\u200bwidth narrow\u202fspace",
        "日本語。中文、한국어",
        "עִבְרִית العَرَبِيَّة ไทย हिन्दी",
        FLAG,
        FAMILY,
        "1\ufe0f\u20e3",
        "……………………………… ────────────────",
    ],
)
def test_what_is_clean_comes_back_as_the_same_object(clean: Callable[[str], str], text: str) -> None:
    """Words of every script, emoji and flags stay as they are, and cost no copy where they are plain."""
    assert clean(text) == text
    if clean(text) is not text:
        assert not text.isascii()


@pytest.mark.parametrize("ending", ["\n", "\r", "\r\n", "\x85", "\u2028", "\u2029", "\v", "\f"])
def test_every_line_break_is_one_break(ending: str) -> None:
    """A line has none of them, prose and code have a line feed for each."""
    assert sanitize.line(f"a{ending}b") == "a b"
    assert sanitize.prose(f"a{ending}b") == "a\nb"
    assert sanitize.code(f"a{ending}b") == "a\nb"


def test_tabs_stay_in_code_only() -> None:
    """A tab takes an unknown number of cells, so that prose has a space for it."""
    assert (sanitize.line("a\tb"), sanitize.prose("a\tb"), sanitize.code("a\tb")) == ("a b", "a b", "a\tb")


@pytest.mark.parametrize(
    "mark", ["\u0301", "\ufe0f", "\u200d", "\u0483", "\u0e31", "\u20dd", "\U000e0100", "\u1161", "\u200b"]
)
def test_long_runs_of_marks_are_cut(mark: str) -> None:
    """One cell holds only so many accents, selectors, joiners or vowels."""
    assert sanitize.line(f"a{mark * 3000}b") == f"a{mark * sanitize.MARK_LIMIT}b"


def test_long_chains_of_joined_characters_are_cut() -> None:
    """A thousand emoji joined to one are several again."""
    chain = "\u200d".join(["\U0001f469"] * 1000)
    pieces = sanitize.line(chain).replace("\u200d", "")
    assert pieces == "\U0001f469" * 1000
    assert 90 <= chain.count("\u200d") - sanitize.line(chain).count("\u200d") <= 120


def test_every_mark_is_seen_by_the_pattern_for_runs() -> None:
    """No category of marks hides from the fast test: a run of any of them is cut."""
    for number in range(sys.maxunicode + 1):
        character = chr(number)
        if category(character) in {"Mn", "Me", "Mc", "Cf"}:
            assert len(sanitize.line("a" + character * 20)) <= 1 + sanitize.MARK_LIMIT, hex(number)


@settings(max_examples=200)
@given(st.text(st.characters() | st.sampled_from("".join(DIRECTIONS) + FLAG + FAMILY + "\u0301\r\n\t\x1b\ud800")))
def test_cleaning_leaves_nothing_dangerous_and_is_idempotent(text: str) -> None:
    """Whatever comes, what is left is free of controls, and cleaning it again changes nothing."""
    for clean in CLEANERS:
        left = clean(text)
        assert clean(left) == left
        assert not any(category(c) in {"Cc", "Cs"} and c not in "\n\t" for c in left)
        assert not set(left) & set(DIRECTIONS)
    assert "\n" not in sanitize.line(text)
    href, _ = sanitize.address(text)
    assert sanitize.address(href)[0] == href
    assert not any(c.isspace() or category(c) in {"Cc", "Cs"} for c in href)


@pytest.mark.parametrize(
    ("href", "cleaned"),
    [
        ("https://a.example/b?c=d&e=f#g", "https://a.example/b?c=d&e=f#g"),
        ("HTTP://A.example", "HTTP://A.example"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("tel:+44 20", "tel:+44%2020"),
        ("/article/x", "/article/x"),
        ("//cdn.example/x", "//cdn.example/x"),
        ("#part", "#part"),
        ("?page=2:3", "?page=2:3"),
        ("a/b:c", "a/b:c"),
        (" \n https://a.example/b c\t\n", "https://a.example/bc".replace("bc", "b%20c")),
        ("https://a.example/\x1b]0;x\x07", "https://a.example/]0;x"),
        ("https://a.example/\u202egnp", "https://a.example/gnp"),
        ("https://a.example/\u00a0x\u200b", "https://a.example/%C2%A0x%E2%80%8B"),
        ("https://a.example/?x=1&colon;2", "https://a.example/?x=1&colon;2"),
    ],
)
def test_addresses_that_may_be_followed(href: str, cleaned: str) -> None:
    """The known schemes and relative addresses are safe once they are cleaned."""
    assert sanitize.address(href) == (cleaned, True)


@pytest.mark.parametrize(
    "href",
    [
        "",
        "   ",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "\tjava\nscript:alert(1)",
        " \x01javascript:alert(1)",
        "javascript&colon;alert(1)",
        "javascript&#58;alert(1)",
        "javascript&#x3a;alert(1)",
        "java&Tab;script:alert(1)",
        "java&Tab;script&colon;alert(1)",
        "javascript&amp;colon;alert(1)",
        "\u202ejavascript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://a.example",
        "-oProxyCommand=x",
        " --help",
        "\\\\server\\share",
        "localhost:80",
    ],
)
def test_addresses_that_are_not_followed(href: str) -> None:
    """Any other scheme however disguised, an option, a network share and an empty address are shown at most."""
    assert not sanitize.address(href)[1]


def test_an_endless_address_is_cut_and_not_followed() -> None:
    """Eight kilobytes are enough, and a part of an address leads elsewhere."""
    longest = "https://a.example/" + "x" * (sanitize.ADDRESS_LIMIT - 18)
    assert sanitize.address(longest) == (longest, True)
    for href in (longest + "y", longest + "y" * 10**6):
        assert sanitize.address(href) == (longest, False)
    cut, safe = sanitize.address("https://a.example/" + "é" * 8_000)
    assert not safe
    assert len(cut.encode()) <= sanitize.ADDRESS_LIMIT


@pytest.mark.parametrize(
    ("href", "host"),
    [
        ("https://good.example@evil.example/", "evil.example"),
        ("https://good.example:x@evil.example:8443/@y", "evil.example"),
        ("//good.example@evil.example", "evil.example"),
        ("https:\\\\good.example@evil.example\\x", "evil.example"),
        ("https:/good.example@EVIL.example", "evil.example"),
        ("https://a@b@[::1]:80/", "[::1]"),
        ("https://evil.example/@good.example", ""),
        ("mailto:a@b.example", ""),
        ("/a@b", ""),
        ("", ""),
    ],
)
def test_the_host_behind_a_user_part_is_named(href: str, host: str) -> None:
    """An address that pretends to lead elsewhere tells where it leads."""
    assert sanitize.real_host(href) == host


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["a", "b ", "\n", "\r", "\r\n", "電", "\u0301", "\u200d", FAMILY, FLAG, "\x1b[2J", "\u1161"]),
        min_size=200,
        max_size=500,
    ).map("".join)
)
def test_long_text_is_cleaned_in_parts_as_if_it_were_whole(text: str) -> None:
    """Wherever the parts meet, nothing is cut, lost or let through that would not be."""
    whole = [clean(text) for clean in CLEANERS]
    window, sanitize.WINDOW = sanitize.WINDOW, 300
    try:
        assert [clean(text) for clean in CLEANERS] == whole
    finally:
        sanitize.WINDOW = window


def test_runs_without_an_end_are_cut_in_parts_too() -> None:
    """Marks and joiners of megabytes leave a few, line breaks stay, and clean text is the same object."""
    assert len(sanitize.prose("e" + "\u0301" * 300_000)) == 1 + sanitize.MARK_LIMIT
    assert sanitize.prose("\r\n" * 200_000) == "\n" * 200_000
    assert sanitize.prose("a\u200d" * 200_000).count("a") == 200_000
    for clean in ("x" * 300_000, "電池" * 100_000):
        assert sanitize.line(clean) is clean
