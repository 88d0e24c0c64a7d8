"""Pictures in a terminal: from bytes to rows of cells.

`decoding` makes pixels of bytes, `cells` makes rows of cells of pixels, `kitty` speaks to terminals that draw pictures
themselves, `strips` makes lines for the screen; `sizing` says how many cells a picture takes, before it is there, and
`choice` how it is drawn. `gallery` brings them together for a view. Nothing here knows documents or screens.
"""
