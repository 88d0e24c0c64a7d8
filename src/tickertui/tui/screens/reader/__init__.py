"""The reader: one article on the whole screen."""
