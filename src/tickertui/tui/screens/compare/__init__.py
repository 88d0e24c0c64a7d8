"""The comparison: rows rebased to 100 beside each other. Does not know other screens."""
