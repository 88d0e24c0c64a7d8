"""The help screen: the keys of a place. Derives from the commands; does not know other screens."""
