import numpy as np
print(np.array(['2024-01-01', '2024-02-01'], dtype='datetime64[D]'))
