"""How far lights and ranks depend on what was assumed: each judged again, one change at a time."""
