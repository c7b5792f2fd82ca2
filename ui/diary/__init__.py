"""The diary: the page, its list and its editor."""
