"""Names found by a few of their letters."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickertui.market.fuzzy import Names, fold, match, typed_words

LABELS = (
    *("Lithium", "Lithium Carbonate", "Lithium Hydroxide", "Cobalt", "Nickel", "Natural Graphite", "Anode Coke"),
    *(
        "Lithium ion Batteries",
        "Black Mass",
        "LFP",
        "NCM High-Nickel",
        "NCM Mid-Nickel",
        "Café São Tomé",
        "炭酸リチウム",
    ),
)


def found(text: str) -> list[str]:
    """The labels that match, best first."""
    return [LABELS[hit.number] for hit in Names(LABELS).search(text)]


def marked(text: str, label: str) -> str:
    """The label with what matched in brackets, each letter by itself."""
    hit = match(text, label)
    assert hit is not None
    return "".join(f"[{char}]" if number in hit.positions else char for number, char in enumerate(label))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("lith", "Lithium"),
        ("LITHIUM", "Lithium"),
        ("carb", "Lithium Carbonate"),
        ("licarb", "Lithium Carbonate"),
        ("lc", "Lithium Carbonate"),
        ("nhn", "NCM High-Nickel"),
        ("nick", "Nickel"),
        ("mid", "NCM Mid-Nickel"),
        ("high nickel", "NCM High-Nickel"),
        ("nickel high", "NCM High-Nickel"),
        ("high-nick", "NCM High-Nickel"),
        ("bm", "Black Mass"),
        ("sao", "Café São Tomé"),
        ("café", "Café São Tomé"),
        ("リチ", "炭酸リチウム"),
        ("gphite", "Natural Graphite"),
    ],
)
def test_the_best_comes_first(text: str, first: str) -> None:
    """What begins a word before what begins words, before what is scattered."""
    assert found(text)[0] == first


def test_ways_to_match_rank_in_order() -> None:
    """The whole name, its start, a word's start, inside, beginnings of words, scattered letters."""
    labels = ["xaxnx", "a nova", "banana", "x an", "anode", "an"]
    hits = Names(labels).search("an")
    assert [labels[hit.number] for hit in hits] == ["an", "anode", "x an", "banana", "a nova", "xaxnx"]


def test_what_matches_alike_stays_in_order() -> None:
    """And no text leaves all as they came."""
    assert [hit.number for hit in Names(["ab", "ba", "ac", "ad"]).search("a")] == [0, 2, 3, 1]
    assert [hit.number for hit in Names(LABELS).search(" \t")] == list(range(len(LABELS)))
    assert found("zzz") == []
    assert Names([]).search("a") == []


def test_only_some_can_be_looked_at() -> None:
    """Those that a shorter text found, or a watchlist."""
    names = Names(LABELS)
    first = [hit.number for hit in names.search("n")]
    assert [hit.number for hit in names.search("nc", first)] == [hit.number for hit in names.search("nc")]
    assert [hit.number for hit in names.search("", [4, 2])] == [4, 2]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("lc", "[L]ithium [C]arbonate"),
        ("licarb", "[L][i]thium [C][a][r][b]onate"),
        ("mass", "Black [M][a][s][s]"),
        ("mas bla", "[B][l][a]ck [M][a][s]s"),
        ("nick", "NCM High-[N][i][c][k]el"),
        ("tome", "Café São [T][o][m][é]"),
        ("oe", "Lithium Hydr[o]xid[e]"),
        ("", "Cobalt"),
    ],
)
def test_what_matched_can_be_highlighted(text: str, shown: str) -> None:
    """At the starts of words where they match, else as close together as can be."""
    assert marked(text, shown.replace("[", "").replace("]", "")) == shown


def test_accents_do_not_count_composed_or_not() -> None:
    """Neither in the name nor in what is typed."""
    for typed in ("café", unicodedata.normalize("NFD", "CAFÉ"), "cafe"):
        for label in ("Café", unicodedata.normalize("NFD", "Café"), "CAFE"):
            assert match(typed, label) is not None


def test_what_is_typed_is_bounded() -> None:
    """Words beyond the limits do not count."""
    assert len(typed_words("a b c d e f g h i j")) == 8
    assert len(typed_words("x" * 500)[0]) == 60
    assert typed_words("High-Nickel, high") == ("high", "nickel")


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="abC Né\u0301-ß.ﬁİ]^\\", max_size=8), st.text(alphabet="abC Né\u0301-ß.ﬁİ]^\\", max_size=14))
def test_a_match_has_the_letters_in_their_order(text: str, label: str) -> None:
    """It is found alone as among others, with the same score, and folding keeps every place."""
    folded = fold(label)
    assert len(folded) == len(label)
    hit = match(text, label)
    hits = Names([label]).search(text)
    assert (hit is None) == (hits == [])
    for word in typed_words(text):
        letters = iter(folded)
        assert hit is None or all(letter in letters for letter in word)
    if hit is not None:
        assert hits[0].score == hit.score
        assert sorted(set(hit.positions)) == list(hit.positions)
        assert {folded[place] for place in hit.positions} == set("".join(typed_words(text)))


def test_hostile_names_cost_their_length() -> None:
    """Repetition does not multiply the work."""
    names = Names(["a " * 5_000 + "xb", "a" * 20_000])
    assert len(names.search("a" * 30 + "b")) == 1
    assert names.search("a" * 30 + "c") == []
