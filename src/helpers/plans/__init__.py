"""The plan documents as printed, read into the five plan tables of the contract."""

from helpers.plans import family
from helpers.plans.assemble import clean
from helpers.plans.declared import declarations

__all__ = ["clean", "declarations", "family"]
