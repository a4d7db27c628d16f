"""Magics and the session's habits, as IPython's kernel answered the same cells: see ipython.py."""

import pytest

import ipython


@pytest.mark.parametrize("name", ipython.names([]))
def test_as_ipython(name):
    found = ipython.differences(name)
    assert not found, "\n".join(found)
