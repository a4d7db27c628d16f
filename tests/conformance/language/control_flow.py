for i in range(10):
    if i == 2:
        continue
    if i == 5:
        break
    print(i, end=' ')
else:
    print('never')
print()
for i in []:
    pass
else:
    print('empty else')
n = 27
steps = 0
while n != 1:
    n = n // 2 if n % 2 == 0 else 3 * n + 1
    steps += 1
else:
    print('steps', steps)
while True:
    steps -= 1
    if steps < 100: break
if steps > 1000: print('big')
elif steps == 99: print('elif'); print('same line')
else: print('small')
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0 == True, not 1, 1 and 0, 0 or 'x', None or [] or 'last', 'a' if 0 else 'b', 3 > 2 > 1 != 5)
