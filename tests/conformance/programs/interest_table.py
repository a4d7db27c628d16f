principal, rate = 1000.0, 0.05
print(f'{"year":>4} {"balance":>12} {"interest":>10}')
for year in range(1, 6):
    interest = principal * rate
    principal += interest
    print(f'{year:>4} {principal:>12,.2f} {interest:>10.2f}')
years, balance = 0, 1000
while balance < 2000:
    balance *= 1 + rate
    years += 1
print(years, round(balance, 2))
