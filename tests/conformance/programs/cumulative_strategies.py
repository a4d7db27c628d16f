import numpy as np
prices = np.array([100.0, 102, 99, 105, 110, 108])
returns = prices[1:] / prices[:-1] - 1
peak = np.maximum.accumulate(prices)
drawdown = (prices - peak) / peak
print(returns.round(6), peak, drawdown.round(6), drawdown.min().round(6), np.log(prices[1:] / prices[:-1]).sum().round(10), (1 + returns).prod().round(10))
