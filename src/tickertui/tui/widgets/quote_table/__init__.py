"""The board's table: rows of quotes under headings, of which only those in view cost anything.

Knows which rows stand where (`groups`, `order`), what fits beside each other (`layout`), what one line looks like
(`strip`, `face`), which lines are shown and where the cursor is (`lines`, `moves`), what a caller sets (`settings`),
and the widget that draws and answers (`table`). Everything but `table` works without a running app. Does not know
screens, sources or the archive.
"""
