"""The user's files: where they are, what they say, and what we remember between runs.

Knows nothing of sources, prices or screens: what a setting means is the business of whom it is given to. The settings
file is only read; what is remembered is our own file.
"""
