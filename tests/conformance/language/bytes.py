b = b'hello\x00\xff'
print(b, b[0], b[1:3], len(b), list(b[:2]), b.hex(), bytes.fromhex('6869'), b'a' + b'b', b'ab' * 2, b'l' in b, b.find(b'l'), b'a,b'.split(b','), b'x'.upper(), 'é'.encode('utf-8'), bytes(3), bytearray(b'ab'), b.startswith(b'he'), b'abc' == 'abc')
