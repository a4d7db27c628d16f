print(7 // 2, -7 // 2, 7 % -3, -7 % 3, divmod(-7, 2), 2 ** 100, 2 ** -1, 10 ** 20 // 3, -2 ** 2, 0x1F, 0b101, 0o17, 1_000_000, ~5, 5 & 3, 5 | 3, 5 ^ 3, 1 << 70, -1 >> 1)
print((255).bit_length(), int('42'), int('ff', 16), int(-3.9), int('  7 '), int('1_000'), int.from_bytes(b'\x01\x00', 'big'), (1000).to_bytes(2, 'little'), abs(-3), pow(3, 200, 7), round(1234, -2), bin(10), hex(255), oct(8), (10).__class__.__name__)
print(True + True, int(True), 3 == 3.0, 2**53 + 1 == float(2**53 + 1), 123456789 ** 5, -(10**30) % 7, (5).real)
