"""tickertui: a terminal for slow markets."""

__version__ = "0.1.0"
