"""The differential tester: random programs run under NumPy and under Ravel.

`campaign` runs and compares them and cuts down what disagrees; `grammar`, `create` and `python` draw the programs, together
with the families in `families/`: one file each, whose `KINDS` are found by themselves.
"""
