"""One picture on the whole screen."""
