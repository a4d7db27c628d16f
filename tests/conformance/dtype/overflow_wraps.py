import numpy as np
print(np.array([127], np.int8) + np.array([1], np.int8), np.array([0], np.uint8) - np.array([1], np.uint8), np.array([2**63 - 1]) + 1, np.array([200], np.uint8) * 2)
print(-np.array([-128], np.int8), np.abs(np.array([-128], np.int8)), np.array([100], np.int8) << 1)
for bad in (lambda: np.array([300], dtype=np.uint8), lambda: np.int8(200), lambda: np.array([-1], dtype=np.uint64), lambda: np.array([2**70], dtype=np.int64)):
    try:
        print(bad())
    except OverflowError as e:
        print(type(e).__name__, e)
print(np.array([2**63]).dtype, np.array([2**63, -1]).dtype)
