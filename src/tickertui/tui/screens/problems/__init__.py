"""The problems screen: what failed and what does not add up, with reasons. Does not know other screens."""
