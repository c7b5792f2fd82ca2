"""Understand: short things to read, and help."""
