"""The board: the first screen. Knows rows, their order and the selected one; does not know other screens."""
