"""The plan documents as printed, read into the six plan tables of the contract."""

from helpers.plans.cleaning import clean, family_of
from helpers.plans.declarations import declarations

__all__ = ["clean", "declarations", "family_of"]
