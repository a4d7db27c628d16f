"""Checks what Ravel depends on against deny.toml, offline: each crate's licence, where it comes from, what is banned.

`licences.py [--features rust-cells]` exits with 1 where something is not allowed, and lists crates that are there twice.
"""

import argparse
import collections
import json
import pathlib
import re
import subprocess
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent


def allowed(expression, allow):
    """Whether an SPDX expression can be met with licences of the list: `(MIT OR Apache-2.0) AND Unicode-3.0`."""
    # The old way to write OR.
    words = re.findall(r"[()]|[^\s()]+", expression.replace("/", " OR "))
    at = 0

    def one():
        nonlocal at
        if words[at] == "(":
            at += 1
            held = either()
            at += 1
            return held
        name = words[at]
        at += 1
        if words[at : at + 1] == ["WITH"]:
            name = f"{name} WITH {words[at + 1]}"
            at += 2
        return name in allow

    def both():
        nonlocal at
        held = one()
        while words[at : at + 1] == ["AND"]:
            at += 1
            held = one() and held
        return held

    def either():
        nonlocal at
        held = both()
        while words[at : at + 1] == ["OR"]:
            at += 1
            held = both() or held
        return held

    return either()


def check(packages, rules):
    """What is not allowed, a line each."""
    allow, banned = set(rules["licenses"]["allow"]), {ban["crate"] for ban in rules["bans"]["deny"]}
    exceptions = {known["crate"]: set(known["allow"]) for known in rules["licenses"]["exceptions"]}
    sources = collections.Counter(package["source"] for package in packages if package["source"] is not None)
    usual = [source for source, _ in sources.most_common(1) if source.startswith("registry+")]
    for package in packages:
        name = f"{package['name']} {package['version']}"
        licence = package["license"]
        if licence is None or not allowed(licence, allow | exceptions.get(package["name"], set())):
            yield f"{name}: its licence is {licence or 'not told'}"
        if package["source"] is not None and package["source"] not in usual:
            yield f"{name}: it comes from {package['source']}"
        if package["name"] in banned:
            yield f"{name}: it is banned"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--features", default="")
    options = parser.parse_args()
    rules = tomllib.loads((ROOT / "deny.toml").read_text(encoding="utf-8"))
    command = ["cargo", "metadata", "--format-version=1", "--locked", "--filter-platform=x86_64-unknown-linux-gnu"]
    told = subprocess.run([*command, f"--features={options.features}"], cwd=ROOT, check=True, stdout=subprocess.PIPE)
    found = json.loads(told.stdout)
    used = {node["id"] for node in found["resolve"]["nodes"]}
    packages = [package for package in found["packages"] if package["id"] in used]
    wrong = list(check(packages, rules))
    print("\n".join(wrong), end="\n" if wrong else "")
    versions = collections.defaultdict(list)
    for package in packages:
        versions[package["name"]].append(package["version"])
    twice = [f"{name} ({', '.join(sorted(v))})" for name, v in sorted(versions.items()) if len(v) > 1]
    print(f"{len(packages)} crates, {len(wrong)} not allowed; more than once: {', '.join(twice) or 'none'}")
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
