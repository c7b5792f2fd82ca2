"""Settings: one page, a list of sections, rows with a title, a caption and a control. Everything applies at once."""
