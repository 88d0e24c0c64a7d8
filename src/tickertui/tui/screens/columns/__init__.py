"""The column chooser: show, hide and move columns. Knows the columns of the table; the table follows by a call."""
