for f in (lambda: 1 / 0, lambda: 1 // 0, lambda: 1 % 0, lambda: 1.0 / 0, lambda: 1.0 % 0, lambda: 1.5 // 0, lambda: 1j / 0, lambda: 0 ** -1, lambda: divmod(1, 0), lambda: 10.0 ** 400, lambda: int(float('inf')), lambda: int(float('nan')), lambda: 2.0 ** 5000):
    try:
        f()
    except (ZeroDivisionError, OverflowError, ValueError) as e:
        print(type(e).__name__, e)
