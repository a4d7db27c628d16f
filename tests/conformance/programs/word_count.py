text = """the quick brown fox jumps over the lazy dog
the dog sleeps; the fox does not"""
words = [w.strip(';,.').lower() for line in text.splitlines() for w in line.split()]
counts = {}
for word in words:
    counts[word] = counts.get(word, 0) + 1
for word, n in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:4]:
    print(f'{word:<6}|{"#" * n:<5}|{n:3d} {n / len(words):6.1%}')
print(len(words), len(set(words)), max(words, key=len), ' '.join(w[::-1] for w in words[:3]))
