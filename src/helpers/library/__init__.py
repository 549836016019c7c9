"""What ``import helpers`` offers a researcher; the list of names is in ``helpers/__init__.pyi``."""
