"""Views for notebook 60: controls, charts, map and tables that answer to each other."""
