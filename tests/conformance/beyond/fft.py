import numpy as np
print(np.round(np.fft.fft([1, 2, 3, 4]), 10), np.round(np.fft.ifft(np.fft.fft([1, 2, 3])), 10), np.round(np.fft.rfft([1, 0, 0, 0]), 10), np.fft.fftfreq(4, 0.5), np.fft.fftshift(np.arange(5)), np.round(np.fft.irfft([1, 0, 0]), 10), np.round(np.fft.fft2(np.eye(2)), 10), np.fft.rfftfreq(5))
