import numpy as np
z = np.array([1 + 2j, -1j, 3])
print(z * z, z / (1 + 1j), np.abs(z), z.conj(), np.angle(z), np.round(np.exp(z), 10), np.round(np.sqrt(z), 10), z ** 2, z.real + z.imag, np.angle(1j, deg=True), z + 1, z - 1.5, sep='\n')
print(np.round(np.sqrt(np.array([-1 + 0j, -4])), 12), abs(np.complex64(3 + 4j)), np.isreal(z), np.iscomplex(z), np.iscomplexobj(z), np.isrealobj(z), z.sum(), z.prod(), np.conjugate(2 + 1j), np.vdot(z, z))
