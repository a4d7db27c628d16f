import numpy as np
names = np.array(['Ada', 'Bob', 'Cy', 'Dee'])
age = np.array([36, 25, 41, 25])
score = np.array([88.5, 92.25, 79.0, 92.25])
for i in np.argsort(-score, kind='stable'):
    print(f'{names[i]:<5}{age[i]:>4}{score[i]:8.2f}')
order = np.lexsort((names, age))
print(names[order], names[age > 30], names[score == score.max()], dict(zip(names.tolist(), age.tolist())))
print(f'{"mean":<5}{age.mean():>6.2f}{score.mean():8.3f}')
