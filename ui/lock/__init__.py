"""The room before the notes: a plain door, and the ways in when it does not open."""
