"""The document: a rich-text article set in a column, laid out in slices and drawn line by line.

Knows how blocks become rows of cells (`wrap`, `prose`, `frames`, `setting`, `table`, `layout`), what a theme makes of
them (`ink`, `paint`), and the widget that shows, scrolls, finds and follows (`view`). Everything below `ink` is plain
Python. Does not know articles, screens, files or the network.
"""
