"""Picking from an array without elements."""
import numpy as np

for a in (np.ones(0), np.ones((0, 3)), np.ones((2, 0))[0], np.zeros(0, "U3"), np.zeros(5)[5:]):
    for index in ([0], [], [[0, -1]], np.array([], int), np.array([True] * 0)):
        try:
            print(a[index].shape)
        except IndexError as e:
            print(e)
    for mode in ("raise", "wrap", "clip"):
        for index in ([0], []):
            try:
                print(np.take(a, index, axis=0, mode=mode).shape)
            except IndexError as e:
                print(e)
