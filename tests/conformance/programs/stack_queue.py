stack, queue = [], []
for token in '3 4 + 2 * 7 /'.split():
    if token in '+-*/':
        b, a = stack.pop(), stack.pop()
        stack.append({'+': a + b, '-': a - b, '*': a * b, '/': a / b}[token])
    else:
        stack.append(int(token))
print(stack)
graph = {'a': ['b', 'c'], 'b': ['d'], 'c': ['d'], 'd': []}
seen, queue = [], ['a']
while queue:
    node = queue.pop(0)
    if node not in seen:
        seen.append(node)
        queue.extend(graph[node])
print(seen)
def paths(node, goal, path=()):
    path += (node,)
    if node == goal:
        return [path]
    return [p for n in graph[node] for p in paths(n, goal, path)]
print(paths('a', 'd'))
