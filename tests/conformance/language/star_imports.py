from numpy import *
print(arange(3), array([1.5]).sum(), pi, sqrt(4.0), zeros((2, 2)).shape)
