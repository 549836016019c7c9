"""Questions asked of the built tables: change, pattern, sensitivity, where to go next."""
