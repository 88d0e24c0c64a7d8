"""The user's files: where they are, what they say, and what we remember between runs."""
