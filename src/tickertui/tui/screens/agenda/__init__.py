"""The calendar: what is late, what is coming and what was printed, day by day. Does not know other screens."""
