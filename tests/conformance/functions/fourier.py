"""Fourier transforms: every value to the bit, and what is refused."""
import warnings
import numpy as np
warnings.simplefilter('ignore')
def t(f):
    try: r=f(); print(repr(r))
    except BaseException as e: print(type(e).__name__, e)
F=np.fft
t(lambda: F.fft([1,2,3,4])); t(lambda: F.fft([])); t(lambda: F.fft([1,2],n=0)); t(lambda: F.fft([1,2],n=4)); t(lambda: F.fft([1,2,3],n=2)); t(lambda: F.fft(np.arange(6).reshape(2,3),axis=0)); t(lambda: F.fft([1,2],norm='ortho')); t(lambda: F.fft([1,2],norm='x')); t(lambda: F.ifft([1,2],norm='x')); t(lambda: F.fft([1,2],norm='forward')); t(lambda: F.fft([1,2],axis=3)); t(lambda: F.rfft([1j,2])); t(lambda: F.fft(3)); t(lambda: F.rfft(np.array([1,2],dtype='f4')).dtype); t(lambda: F.fft(np.array([1,2],dtype='f2')).dtype); t(lambda: F.irfft(np.array([1,2],dtype='f2')).dtype)
t(lambda: F.fft2(np.arange(6).reshape(2,3))); t(lambda: F.ifft2(np.arange(4).reshape(2,2))); t(lambda: F.fftn(np.ones((2,2,2)))); t(lambda: F.rfftn(np.arange(8).reshape(2,2,2))); t(lambda: F.irfftn(np.arange(8).reshape(2,2,2))); t(lambda: F.rfft2(np.arange(6).reshape(2,3))); t(lambda: F.irfft2(np.arange(6).reshape(2,3))); t(lambda: F.fftn(np.ones((2,3)),s=(4,4))); t(lambda: F.fftn(np.ones((2,3)),s=(4,4),axes=(0,1)).shape); t(lambda: F.fftn(np.ones((2,3)),axes=(0,))); t(lambda: F.fftn(np.ones((2,3)),s=(2,),axes=(0,1)))
t(lambda: F.hfft([1,2,3])); t(lambda: F.ihfft([1,2,3,4])); t(lambda: F.fftfreq(5)); t(lambda: F.fftfreq(4,d=0.1)); t(lambda: F.rfftfreq(5,0.5)); t(lambda: F.fftfreq(2.5)); t(lambda: F.fftfreq(0)); t(lambda: F.fftshift(F.fftfreq(9).reshape(3,3),axes=(1,))); t(lambda: F.ifftshift(np.arange(5))); t(lambda: F.fftshift(np.arange(6).reshape(2,3))); t(lambda: F.fftshift(np.arange(6).reshape(2,3),axes=1))
o=np.empty(4,complex); t(lambda: F.fft([1,2,3,4],out=o) is o); t(lambda: F.fft([1,2,3],out=o)); t(lambda: F.fft([1,2],norm=3)); t(lambda: F.fft(np.asfortranarray(np.ones((2,3)))).strides); t(lambda: F.fft(np.ones((3,2)).T,axis=0).strides)

rng = np.random.default_rng(5)
for n in list(range(1, 50)) + [77, 96, 101, 121, 127, 128, 169, 210, 257, 263, 289, 343, 500, 512, 1009, 1331]:
    x = rng.random(n)
    z = x + 1j * rng.random(n)
    print(n, F.fft(z).tobytes()[::7][-8:], F.ifft(z, norm="ortho").tobytes()[::5][-8:], F.fft(z.astype("c8")).tobytes()[::3][-8:])
    print(bool(np.allclose(F.ifft(F.fft(z)), z)), bool(np.allclose(F.irfft(F.rfft(x), n), x)))
for n in [1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 20, 25, 27, 30, 36, 45, 60, 64, 75, 100, 125, 128, 360, 1000, 1024]:
    x = rng.random(n)
    z = x + 1j * rng.random(n)
    print(n, F.rfft(x).tobytes()[::7][-8:], F.irfft(z, n).tobytes()[::5][-8:])
