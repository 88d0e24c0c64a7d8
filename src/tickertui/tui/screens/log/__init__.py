"""The log: what happened, the newest first."""
