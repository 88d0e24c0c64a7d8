"""What we talk about: quotes, series, articles, and the rules that say how old a figure is and what it is against.

Frozen values and pure functions. Does no I/O and has no clock: the moment is always an argument.
"""
