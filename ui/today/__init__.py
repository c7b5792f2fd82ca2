"""Today: the page a fresh start opens on."""
