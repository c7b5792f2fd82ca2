"""The ways in, as parts that the lock, the first run and the settings share: code, passphrase, kit,
restore."""
