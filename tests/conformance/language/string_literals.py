print('it\'s', "a\tb", 'a\\b', r'a\nb', 'é\u00e9\x41\N{BULLET}', '''multi
line''', 'a' 'b', b'ab\x00\xff', rb'\n', 'a\
b', "tab\there")
print(repr("it's"), repr('a"b'), repr('a\'b"c'), repr('\n\t\\\x00\x7f'), repr('é😀\u200b'), ascii('é'), repr(b'a\'b'), 'é'.encode(), b'caf\xc3\xa9'.decode('utf-8'), len('😀'))
