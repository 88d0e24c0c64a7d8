"""Moments as a person writes them at the shell: the same as on the screen."""

from tickertui.market.moments import moment as moment
