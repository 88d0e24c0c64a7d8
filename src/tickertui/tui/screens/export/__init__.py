"""What is shown, to files of one's own and to the clipboard."""
