if (n := len([1, 2, 3])) > 2:
    print(n)
print([last := x for x in range(3)], last, (y := 10) + 1, y)
data = [1, 2, 3, 4]
while (k := data.pop()) > 2:
    print(k, end=' ')
print(k, 'pos' if k > 0 else 'zero' if k == 0 else 'neg')
