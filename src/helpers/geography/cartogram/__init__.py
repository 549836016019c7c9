"""The unit cartogram: one equal cell a tambon, amphoe and provinces in one piece each.

It needs no borders: provinces are placed by their seats and neighbours
(``metadata/province_seats.csv``), and each gets the room its tambons need.
"""

from helpers.geography.cartogram.layer import labels, load

__all__ = ["labels", "load"]
