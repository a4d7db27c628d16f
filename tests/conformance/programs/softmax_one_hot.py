import numpy as np
def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
scores = np.array([[1.0, 2, 3], [1000, 1000, 1001]])
p = softmax(scores)
print(p.round(6), p.sum(axis=1).round(12), p.argmax(axis=1))
labels = np.array([2, 0, 1])
print(np.eye(3, dtype=int)[labels], -np.log(softmax(scores)[np.arange(2), [2, 0]]).round(6))
