z = 3 + 4j
print(z, abs(z), z.real, z.imag, z.conjugate(), z * z, z / 2, z ** 2, 1j * 1j, complex(1, -2), complex('1+2j'), -z, z == 3 + 4j, repr(1e10j), 0j, complex(0, -1.5), (1 + 0j) ** 0.5)
try:
    z < 1j
except TypeError as e:
    print(type(e).__name__, e)
