"""Results: published lists and officers' forms become readings; which one serves a year."""
