"""Statements of one family of NumPy each.

A module here holds `KINDS`, pairs of a weight and a function that takes the `Grammar` and gives a `Statement` (or None where
nothing at hand fits). Every module is found by its being here.
"""

import importlib
import pkgutil


def kinds():
    """The pairs of all families."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return [pair for name in names for pair in importlib.import_module(f"{__name__}.{name}").KINDS]
