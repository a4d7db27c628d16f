"""Records what Python's `format` and `%` print: writes tests/data/pyformat.json. Run it with Python 3.11."""

import json
import pathlib
import random
import struct

rng = random.Random(311)


def outcome(call):
    names = {"ValueError": "Value", "TypeError": "Type", "OverflowError": "Overflow", "MemoryError": "Memory"}
    try:
        return call()
    except Exception as error:
        return f"{names[type(error).__name__]}: {error}"


def bits(x):
    return str(struct.unpack("<Q", struct.pack("<d", x))[0])


def real():
    kind = rng.random()
    if kind < 0.2:
        return rng.choice([0.0, -0.0, 1.0, 0.5, 1.5, 2.5, -0.004, 1e16, 1e22, 123456789.0, float("nan"), float("inf"), -float("inf")])
    if kind < 0.5:
        return rng.randint(-100000, 100000) / rng.choice([1, 2, 4, 8, 10, 1000])
    return rng.uniform(-1, 1) * 10.0 ** rng.uniform(-rng.choice([2, 5, 20, 300]), rng.choice([2, 5, 20, 300]))


def integer():
    return rng.choice([-1, 1]) * rng.randint(0, 10 ** rng.choice([1, 2, 4, 7, 12, 25])) if rng.random() < 0.97 else 10**400


def text():
    return "".join(rng.choice("abcé漢😀 '\n") for _ in range(rng.randint(0, 6)))


def spec(types):
    parts = []

    def maybe(p, *choices):
        if rng.random() < p:
            parts.append(rng.choice(choices))

    maybe(0.4, "<", ">", "^", "=", "*<", "->", "é^", "0=", "0>")
    maybe(0.25, "+", "-", " ")
    maybe(0.06, "z")
    maybe(0.15, "#")
    maybe(0.2, "0")
    maybe(0.5, *map(str, [1, 3, 8, 10, 12, 15, 20, 31]))
    maybe(0.25, ",", "_")
    maybe(0.02, ",", "_")
    maybe(0.35, ".0", ".1", ".2", ".3", ".6", ".10", ".17", ".25", ".")
    if rng.random() < 0.8:
        parts.append(rng.choice(types if rng.random() < 0.9 else "bcdoxXneEfFgG%sqé\t"))
    maybe(0.02, "d", "f", " ")
    return "".join(parts)


def format_cases():
    cases = []
    types = {"float": "eEfFgGn%", "int": "bcdoxXneEfFgG%", "str": "s", "complex": "eEfFgGn"}
    for _ in range(2800):
        name = rng.choice(["float", "float", "int", "int", "str", "complex"])
        wanted = spec(types[name])
        case = {"type": name, "spec": wanted}
        if name == "float":
            value = real()
            case["bits"] = [bits(value)]
        elif name == "complex":
            value = complex(real(), real())
            case["bits"] = [bits(value.real), bits(value.imag)]
        else:
            value = integer() if name == "int" else text()
            if name == "int" and wanted.endswith("c"):
                value = rng.choice([65, 0x6F22, -1, 0x110000])
            case["value"] = str(value)
        case["text"] = outcome(lambda: format(value, wanted))
        cases.append(case)
    for name, value, wanted in [
        ("int", 1, "9" * 30), ("float", 1.5, "." + "9" * 30), ("float", 1.5, ".99999999999"), ("int", 1, "99999999999d"),
        ("float", 1.5, ".1200f"), ("float", 0.1, ".800e"), ("float", 5e-324, ".1100f"), ("float", 1.5, ".70000f"),
        ("float", 1.5, ".70000g"), ("float", 2.0, ".900e"),
    ]:
        outcome_text = outcome(lambda: format(value, wanted))
        if len(outcome_text) > 5000:
            continue
        case = {"type": name, "spec": wanted, "text": outcome_text}
        case.update({"bits": [bits(value)]} if name == "float" else {"value": str(value)})
        cases.append(case)
    return cases


def percent_cases():
    cases = []
    for _ in range(900):
        conversion = rng.choice("diuoxXeEfFgGsracy%")
        width = rng.choice(["", "", "1", "5", "12", "*"])
        precision = rng.choice(["", "", ".", ".0", ".2", ".10", ".*"])
        flags = "".join(c for c in "-+ #0" if rng.random() < 0.25)
        length = rng.choice(["", "", "", "l", "h"])
        wanted = rng.choice(["", "a "]) + "%" + flags + width + precision + length + conversion + rng.choice(["", " b%%"])
        stars = [rng.randint(-9, 12) for part in (width, precision) if "*" in part]
        if conversion in "diuoxX":
            value = integer()
            shown = str(value)
        elif conversion in "eEfFgG":
            value = real()
            shown = bits(value)
        else:
            value = rng.choice("aé漢") if conversion == "c" else text()
            shown = value
        values = tuple(stars) if "%%" in wanted.removesuffix(" b%%") else (*stars, value)
        cases.append({"format": wanted, "stars": stars, "value": shown, "text": outcome(lambda: wanted % values)})
    for wanted in ["%", "a%", "%5", "%-", "%.", "%(", "%(a", "%(a(b)", "%" + "9" * 30 + "d"]:
        mapping = {"a": 1}
        cases.append({"format": wanted, "stars": [], "value": "1", "text": outcome(lambda: wanted % mapping)})
    for wanted in ["%é", "%\t", "ab %q"]:
        cases.append({"format": wanted, "stars": [], "value": "1", "text": outcome(lambda: wanted % 1)})
    return cases


def main():
    sections = {"format": format_cases(), "percent": percent_cases()}
    path = pathlib.Path(__file__).parent.parent / "data" / "pyformat.json"
    lines = []
    for name, cases in sections.items():
        rows = ",\n".join(json.dumps(case, ensure_ascii=False, separators=(",", ":")) for case in cases)
        lines.append(f'"{name}":[\n{rows}\n]')
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")


main()
