"""Widgets: each says how it looks and posts messages; none knows the app, a screen or the settings."""
