"""The screen. Follows the monitor's updates; fetches, compares and stores nothing itself."""
