"""Talk: whether there is room for a talk tonight, and the cards."""
