"""Registries of issue databases: exports as messy as they are become tables of bodies."""

from helpers.registries.cleaning import Cleaned, clean, write

__all__ = ["Cleaned", "clean", "write"]
