"""What holds the shipped words to their rules."""
