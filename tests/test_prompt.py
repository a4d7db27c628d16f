"""`ravel` alone: the prompt, typed into as a person does. Runs where tmux is."""

import re

from terminal import terminal  # noqa: F401


def test_a_session(terminal, ravel, tmp_path):
    (tmp_path / "lesson.py").write_text("loaded = 6 * 7\n")
    prompt = terminal(ravel)
    prompt.wait("In [1]:")
    prompt.type("import numpy as np", "In [2]:")
    screen = prompt.type("a = np.arange(6).reshape(2, 3)", "In [3]:")
    assert "allocated 48 bytes, nothing copied" in screen
    assert "array([[0, 3]," in prompt.type("a.T", "In [4]:")
    # Enter within a block goes on, indented; an empty line ends it.
    prompt.type("def double(x):")
    prompt.type("return 2 * x")
    prompt.type("", "In [5]:")
    assert "Out[5]: 42" in prompt.type("double(21)", "In [6]:")
    # Tab completes.
    prompt.tmux("send-keys", "-l", "a.resh")
    prompt.keys("Tab")
    prompt.wait("a.reshape")
    assert "array([[0, 1]," in prompt.type("(3, 2)", "In [7]:")
    # Ctrl-C clears the line, and interrupts a cell; the variables stay.
    prompt.tmux("send-keys", "-l", "not this")
    prompt.keys("C-c")
    prompt.wait("KeyboardInterrupt")
    prompt.type("while True: pass")
    prompt.type("")
    prompt.keys("C-c")
    assert "Cell In[7], line 1" in prompt.wait("In [8]:")
    assert "ZeroDivisionError: division by zero" in prompt.type("1/0", "In [9]:")
    assert "Signature:" in prompt.type("double?", "In [10]:")
    assert re.search(r"^a\s+double\s+np$", prompt.type("who", "In [11]:"), re.M)
    # A block that is pasted is one cell.
    prompt.paste("for i in range(2):\n    print('row', i)\n\nprint('end of it')\n")
    prompt.keys("Enter")
    assert "row 1\nend of it" in prompt.wait("In [12]:")
    prompt.type("name = input('who? ')", "who? ")
    prompt.type("Ada", "In [13]:")
    assert "Out[13]: 'Ada'" in prompt.type("name", "In [14]:")
    # What is loaded stands at the next prompt.
    prompt.type("%load lesson.py", "In [15]: # %load lesson.py")
    prompt.keys("Enter")
    prompt.keys("Enter")
    prompt.wait("In [16]:")
    assert "Out[16]: 42" in prompt.type("loaded", "In [17]:")
    prompt.keys("C-d")
    prompt.wait("Pane is dead")


def test_history_lasts(terminal, ravel):
    first = terminal(ravel)
    first.wait("In [1]:")
    first.type("remembered = 12345", "In [2]:")
    first.type("exit()", "Pane is dead")
    again = terminal(ravel)
    again.wait("In [1]:")
    again.keys("Up")
    again.keys("Up")
    again.wait("remembered = 12345")


def test_exit_codes(terminal, ravel):
    prompt = terminal(ravel)
    prompt.wait("In [1]:")
    prompt.type("exit(3)", "status 3")
