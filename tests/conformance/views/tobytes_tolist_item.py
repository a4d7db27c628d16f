import numpy as np
a = np.array([[1, 256], [3, 4]], dtype=np.int16)
print(a.tobytes(), a.tobytes('F'), a.T.tobytes(), a.tolist(), a.item(2), a.item(1, 0), np.array(3.5).item(), np.float32(0.1).item())
print(type(a.item(0)), type(a[0, 0]), type(a.tolist()[0][0]), np.array(7).tolist(), np.array([True, False]).tolist(), np.array([1j]).tolist())
try:
    a.item()
except ValueError as e:
    print(type(e).__name__, e)
try:
    a.item(9)
except IndexError as e:
    print(type(e).__name__, e)
