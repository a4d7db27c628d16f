import re
print(re.findall('a', 'banana'))
