"""The command line: one file per verb. Only `output` writes to stdout, only `diagnostics` to stderr.

Imports neither Textual nor httpx before a verb needs them.
"""
