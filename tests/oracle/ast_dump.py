"""Records how CPython reads the snippets of tests/data/syntax/*.txt: tests/data/syntax/trees.json.

A snippet ends with a line of dashes. Each tree is one S-expression; an expression carries its byte range."""

import ast
import json
import pathlib
import struct
import sys

HERE = pathlib.Path(__file__).resolve().parent.parent / "data" / "syntax"


def bits(value):
    return struct.pack(">d", value).hex()


class Dump:
    def __init__(self, source):
        self.starts = [0]
        for line in source.encode().split(b"\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)

    def span(self, node):
        start = self.starts[node.lineno - 1] + node.col_offset
        end = self.starts[node.end_lineno - 1] + node.end_col_offset
        return f"{start}-{end}"

    def many(self, nodes):
        return "[" + " ".join(self.any(node) for node in nodes) + "]"

    def any(self, node):
        if node is None:
            return "_"
        if isinstance(node, int):
            return str(node)
        if isinstance(node, list):
            return self.many(node)
        if isinstance(node, str):
            return json.dumps(node)
        method = getattr(self, type(node).__name__, None)
        body = method(node) if method else self.fields(node)
        name = type(node).__name__
        if isinstance(node, ast.expr):
            name += "@" + self.span(node)
        return f"({name}{' ' + body if body else ''})"

    def fields(self, node):
        skip = {"ctx", "annotation", "returns", "type_comment", "decorator_list", "simple", "kind", "type_ignores"}
        return " ".join(self.any(getattr(node, name)) for name in node._fields if name not in skip)

    def Constant(self, node):
        value = node.value
        if value is None or isinstance(value, bool):
            return str(value)
        if value is ...:
            return "Ellipsis"
        if isinstance(value, int):
            return f"int {value}"
        if isinstance(value, float):
            return f"float {bits(value)}"
        if isinstance(value, complex):
            return f"imag {bits(value.imag)}"
        if isinstance(value, bytes):
            return f"bytes {value.hex()}"
        return json.dumps(value)

    def JoinedStr(self, node):
        return self.parts(node)

    def parts(self, node):
        out = []
        for part in node.values if node else []:
            if isinstance(part, ast.Constant):
                out.append(json.dumps(part.value))
            else:
                conversion = chr(part.conversion) if part.conversion != -1 else "_"
                out.append(f"(field {self.any(part.value)} {conversion} [{self.parts(part.format_spec)}])")
        return " ".join(out)

    def arguments(self, node):
        plain = node.posonlyargs + node.args
        defaults = [None] * (len(plain) - len(node.defaults)) + node.defaults
        out = [("PositionalOnly" if i < len(node.posonlyargs) else "Normal", a, d) for i, (a, d) in
               enumerate(zip(plain, defaults))]
        if node.vararg:
            out.append(("VarArgs", node.vararg, None))
        out += [("KeywordOnly", a, d) for a, d in zip(node.kwonlyargs, node.kw_defaults)]
        if node.kwarg:
            out.append(("VarKeywords", node.kwarg, None))
        return " ".join(f"({kind} {json.dumps(a.arg)} {self.any(d)})" for kind, a, d in out)

    def Call(self, node):
        args = [((a.lineno, a.col_offset), "(star " + self.any(a.value) + ")" if isinstance(a, ast.Starred) else self.any(a))
                for a in node.args]
        for k in node.keywords:
            text = f"(kw {json.dumps(k.arg)} {self.any(k.value)})" if k.arg else f"(kws {self.any(k.value)})"
            args.append(((k.lineno, k.col_offset), text))
        return self.any(node.func) + " [" + " ".join(text for _, text in sorted(args, key=lambda a: a[0])) + "]"

    def ImportFrom(self, node):
        return json.dumps("." * node.level + (node.module or "")) + " " + self.many(node.names)

    def Delete(self, node):
        targets = node.targets
        if len(targets) == 1 and isinstance(targets[0], ast.Tuple):
            targets = targets[0].elts
        return self.many(targets)

    def Dict(self, node):
        return "[" + " ".join(f"{self.any(k)}:{self.any(v)}" for k, v in zip(node.keys, node.values)) + "]"

    def Compare(self, node):
        ops = " ".join(f"{type(op).__name__} {self.any(c)}" for op, c in zip(node.ops, node.comparators))
        return f"{self.any(node.left)} {ops}"

    def BinOp(self, node):
        return f"{type(node.op).__name__} {self.any(node.left)} {self.any(node.right)}"

    def UnaryOp(self, node):
        return f"{type(node.op).__name__} {self.any(node.operand)}"

    def BoolOp(self, node):
        return f"{type(node.op).__name__} {self.many(node.values)}"

    def AugAssign(self, node):
        return f"{self.any(node.target)} {type(node.op).__name__} {self.any(node.value)}"

    def NamedExpr(self, node):
        return f"{json.dumps(node.target.id)} {self.any(node.value)}"


def dump(source):
    tree = ast.parse(source)
    return Dump(source).many(tree.body)


def main():
    cases = []
    for path in sorted(HERE.glob("*.txt")):
        for snippet in path.read_text().split("\n----\n"):
            snippet = snippet.rstrip("\n") + "\n"
            try:
                cases.append({"source": snippet, "tree": dump(snippet)})
            except SyntaxError as error:
                sys.exit(f"{path.name}: {error}\n{snippet}")
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    (HERE / "trees.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps([{"source": s, "tree": dump(s)} for s in json.load(open(sys.argv[1]))]))
    else:
        main()
