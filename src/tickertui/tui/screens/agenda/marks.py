"""The signs of the calendar: one character and one tone for what can happen on a day."""

from tickertui.tui.screens.agenda.plan import Mark

MARKS: dict[Mark, str] = {"late": "!", "dormant": "!", "due": "◐", "expected": "○", "printed": "●"}
TONES: dict[Mark, str] = {
    "late": "late",
    "dormant": "dormant",
    "due": "due",
    "expected": "fresh",
    "printed": "chart",
}
ORDER: tuple[Mark, ...] = ("late", "dormant", "due", "expected", "printed")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
