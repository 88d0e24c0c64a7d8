"""Naming a list that a row is to be put on."""
