t = (1, 2, 3)
print(t, (1,), (), t[0], t[1:], t + (4,), t * 2, len(t), 2 in t, t.index(2), t.count(1), hash(t) == hash((1, 2, 3)), tuple('ab'), (1, 2) < (1, 3), t == (1, 2, 3), 1, 2)
a, b = b, a = 1, 2
print(a, b)
try:
    t[0] = 5
except TypeError as e:
    print(type(e).__name__, e)
