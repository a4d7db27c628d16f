matrix = [[1, 2, 3], [4, 5, 6]]
print([list(r) for r in zip(*matrix)], sum(sum(r) for r in matrix), [x for r in matrix for x in r], matrix[1][2], max(max(r) for r in matrix))
people = [{'name': 'Ada', 'age': 36}, {'name': 'Alan', 'age': 41}]
print(sorted(people, key=lambda p: -p['age'])[0]['name'], {p['name']: p['age'] for p in people}, [p['age'] for p in people if p['age'] > 40])
counts = {}
for ch in 'mississippi':
    counts[ch] = counts.get(ch, 0) + 1
print(counts, sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])), max(counts, key=counts.get))
people[0]['tags'] = ['math']
people[0]['tags'].append('engine')
print(people)
