"""The one loop that both front ends follow: ask every source when it is due, compare, keep, and say what is true now.

Knows the edges and the market; is given its collaborators: the feeds, the archive, the schedule, the clock and how to
wait. Never raises for a source that fails or an archive that cannot be written: both are states.
"""
