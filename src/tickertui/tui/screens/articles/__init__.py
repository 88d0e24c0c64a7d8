"""The list of articles. Knows articles and which one is chosen; does not know the reader."""
