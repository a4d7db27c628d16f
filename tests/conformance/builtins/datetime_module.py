"""Dates, times and durations, and NumPy's beside them."""

import datetime as dt
from datetime import date, datetime, timedelta

import numpy as np


def attempt(f, *args, **kwargs):
    try:
        v = f(*args, **kwargs)
        print(repr(v), str(v))
    except Exception as e:
        print(type(e).__name__, e)


for args in [(2024, 2, 29), (1, 1, 1), (9999, 12, 31), (2023, 2, 29), (2024, 13, 1), (2024, 0, 1), (0, 1, 1), (2024, 4, 31),
             (10000, 1, 1), ("2024", 1, 1), (2024.0, 1, 1), (True, True, True)]:
    attempt(date, *args)
    attempt(datetime, *args)
for args in [(2024, 2, 29, 12), (2024, 2, 29, 12, 30), (2024, 2, 29, 0, 0, 5), (2024, 2, 29, 23, 59, 59, 999999),
             (2024, 2, 29, 24), (2024, 2, 29, 0, 60), (2024, 2, 29, 0, 0, 60), (2024, 2, 29, 0, 0, 0, 10**6)]:
    attempt(datetime, *args)
attempt(date, year=2024, month=5, day=6)
attempt(datetime, 2024, month=5, day=6, second=7)
for kw in [{}, dict(days=1), dict(days=-1), dict(seconds=90), dict(hours=25, minutes=1), dict(weeks=2), dict(milliseconds=1.5),
           dict(days=1.5), dict(seconds=-0.5), dict(microseconds=0.5), dict(microseconds=1.5), dict(days=10**9), dict(hours="1"),
           dict(days=float("nan")), dict(days=float("inf")), dict(days=1, seconds=86399, microseconds=999999), dict(days=-999999999)]:
    attempt(timedelta, **kw)
    try:
        d = timedelta(**kw)
        print(d.days, d.seconds, d.microseconds, d.total_seconds(), bool(d), abs(d), -d if d.days > -999999999 else None, hash(d) == hash(timedelta(**kw)))
    except Exception as e:
        print(type(e).__name__)
D, T, S = date(2024, 2, 29), datetime(2024, 2, 29, 13, 5, 9, 1200), timedelta(days=1, hours=2, microseconds=3)
ITEMS = [D, T, S, date(2023, 12, 31), datetime(2023, 1, 1), timedelta(0), -S, 2, 2.5, -3, 0, "x", None]
OPS = [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a * b, lambda a, b: a / b, lambda a, b: a // b, lambda a, b: a % b,
       lambda a, b: a == b, lambda a, b: a != b, lambda a, b: a < b, lambda a, b: a >= b, lambda a, b: divmod(a, b)]
for a in ITEMS[:7]:
    for b in ITEMS:
        for op in OPS:
            attempt(op, a, b)
            if b in (2, 2.5):
                attempt(op, b, a)
attempt(lambda: date(9999, 12, 31) + timedelta(1))
attempt(lambda: datetime(1, 1, 1) - timedelta(seconds=1))
attempt(lambda: timedelta.max + timedelta(1))
attempt(lambda: timedelta(1) * 0.1)
attempt(lambda: timedelta(seconds=1) / 3)
attempt(lambda: sum([timedelta(1), timedelta(2)], timedelta()))
for t in [date, datetime, timedelta]:
    print(t, t.min, t.max, repr(t.resolution))
print(dt.MINYEAR, dt.MAXYEAR, isinstance(T, date), issubclass(datetime, date), isinstance(D, datetime))
print(D.year, D.month, D.day, T.hour, T.minute, T.second, T.microsecond, T.tzinfo)
for d in [D, date(2021, 1, 3), date(2020, 12, 31), date(2018, 12, 31), T, datetime(1005, 6, 7)]:
    print(d.weekday(), d.isoweekday(), d.toordinal(), d.isoformat(), d.ctime())
    for f in "YmdHMSfjaAbByIpwuUWGVxXcFTRDerntCh%":
        print(f, repr(d.strftime("%" + f)), end=" ")
    print(d.strftime("%d. %B %Y, %H:%M é %-d %q"), f"{d:%Y/%m/%d}", f"{d}", "{:%A}".format(d))
print(T.isoformat(" "), [T.isoformat(timespec=s) for s in ["hours", "minutes", "seconds", "milliseconds", "microseconds", "auto"]])
attempt(T.isoformat, "ab")
attempt(T.isoformat, timespec="days")
print(repr(T.date()), repr(D.replace(month=1)), repr(T.replace(hour=0, microsecond=0)))
attempt(D.replace, day=31)
for s in ["2024-02-29", "20240229", "2024-2-9", "2024-02-30", "", "x", "2024-02-29T12:30", "2024-02-29 12:30:05.25", "2024-02-29T123005",
          "2024-02-29T12:3", "2024-02-29T25:00"]:
    attempt(date.fromisoformat, s)
    attempt(datetime.fromisoformat, s)
attempt(date.fromisoformat, 5)
attempt(date.fromordinal, 738945)
attempt(date.fromordinal, 0)
attempt(datetime.fromordinal, 1)
for s, f in [("2024-02-29", "%Y-%m-%d"), ("29/02/24 13:05", "%d/%m/%y %H:%M"), ("Feb 29 2024 01:05 PM", "%b %d %Y %I:%M %p"),
             ("29 February 2024", "%d %B %Y"), ("2024-060", "%Y-%j"), ("13:05:09.5", "%H:%M:%S.%f"), ("100%", "%y0%%"), ("2024", "%Y-%m"),
             ("2024-02-29x", "%Y-%m-%d"), ("2024-02-30", "%Y-%m-%d"), ("1/2/2024", "%m/%d/%Y"), ("x", "%Q"), ("2024-13-01", "%Y-%m-%d"),
             ("Thu 2024", "%a %Y"), ("  2024", " %Y"), ("12am", "%I%p"), ("99", "%y"), ("", ""), ("5", "%d %m")]:
    attempt(datetime.strptime, s, f)
print({D: 1}[date(2024, 2, 29)], {S} == {timedelta(days=1, hours=2, microseconds=3)}, D in [date(2024, 2, 29)], T == datetime(2024, 2, 29, 13, 5, 9, 1200))
print(sorted([date(2024, 1, 2), date(2023, 5, 1), D]), max(T, datetime(2025, 1, 1)))
print([date(2024, 1, 1) + timedelta(days=i) for i in range(3)])
attempt(lambda: D.hour)
attempt(lambda: D < T)
attempt(lambda: D < 3)

# NumPy's times from Python's, and back.
for x in [D, T, S]:
    a = np.array([x, x])
    print(a, a.dtype, repr(np.asarray(x)), [repr(v) for v in a.tolist()])
print(repr(np.datetime64(D)), repr(np.datetime64(T)), repr(np.timedelta64(S)), repr(np.datetime64(T, "D")), repr(np.datetime64(D, "s")))
print(np.array([D, D + timedelta(31)], "datetime64[M]"), np.array([T], "M8[h]"), np.array([S], "m8[s]"))
x = np.datetime64("2024-02-29T13:05:09")
for unit in ["Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns"]:
    y = x.astype(f"M8[{unit}]")
    print(unit, repr(y.item()), repr(y.astype(object)), repr(y.tolist()), repr(np.array([y]).astype(object)), repr(np.timedelta64(3, unit).item()))
print(repr(np.datetime64("2024-03-01") - D), x - T, x > T, np.datetime64("2024-02-29") == D, x + S, T - x, np.timedelta64(1, "D") + S)
print(repr(np.array(["2024-01-01", "NaT"], "M8[D]").tolist()), np.arange("2024-01", "2024-03", dtype="M8[M]").tolist())
print(np.array([D, D]) - np.array([D, date(2024, 1, 1)]), np.isin(np.array([D]), [D]))
