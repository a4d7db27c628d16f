import time
t0 = time.perf_counter()
time.sleep(0.01)
t1 = time.perf_counter()
print(0.009 < t1 - t0 < 5, time.time() > 1e9, type(time.time()))
