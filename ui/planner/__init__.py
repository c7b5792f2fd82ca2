"""Together: what is planned, ideas for more, and what was."""
