print(0.1 + 0.2, 1 / 3, 1e16, 1e15, 1e-5, 0.0001, 5.0, -0.0, 1e100, float('inf'), float('nan'), 7.5 // 2, -7.5 % 2, 2 ** 0.5, 1e308 * 10, float('1e3'), 3.0.is_integer(), (0.5).as_integer_ratio(), 1.5e-7)
print(round(2.5), round(3.5), round(2.675, 2), round(-1.5), round(1e20), int(1e20), 0.1 * 3, 10 / 5, 1e22, 123456789.123456789, 2.0 ** 1000, float.fromhex('0x1p3'), (1.5).hex())
