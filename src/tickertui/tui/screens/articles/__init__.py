"""The library: every article there is. Knows articles, how they are marked and how they are found; not the reader."""
