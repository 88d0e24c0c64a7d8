"""What was known when: every payload ever seen, every print and every revision, in one SQLite file.

The only room that speaks to a database. Knows the values of the market and takes them with their payload; does not know
how a payload is read, where it came from or who asks. Begin at `store.Archive` and `recovery.open_or_set_aside`.
"""
