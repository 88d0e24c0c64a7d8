"""One index on the whole screen: a large chart, every known print with where it comes from, everything in words."""
