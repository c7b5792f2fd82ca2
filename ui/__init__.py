"""The window: everything that is drawn, spoken or pressed.

Nothing here touches keys, files or the database; that is `companion`, which in turn knows nothing of Qt.
"""
