"""The first run: what this is, the key, the way back in, where you are today."""
