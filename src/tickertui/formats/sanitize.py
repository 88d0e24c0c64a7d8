"""What text from outside may hold, once it is inside: no control characters, no invisible direction marks.

Every string of a payload goes through here where it enters, so that nothing of it can reach a terminal as a
control sequence. The terminal facts are from the probes in `tests/formats/test_sanitize.py`.
"""
