"""What was known when: every payload ever seen, every print and every revision, in one SQLite file.

The only room that speaks to a database.
"""
