"""A terminal to type into: tmux, its own server, no configuration."""

import shutil
import subprocess
import time

import pytest

WIDTH, HEIGHT = 120, 60


class Terminal:
    """A program in a tmux window: keys in, text out."""

    def __init__(self, name, command, cwd, environment):
        self.name = name
        settings = [word for pair in environment.items() for word in ("-e", "=".join(pair))]
        size = ["-x", str(WIDTH), "-y", str(HEIGHT)]
        # The shell says how the program ended, and keeps the window; an interrupt is the program's alone.
        told = f"trap : INT; {command}; printf '\\nPane is dead (status %s)' $?; exec sleep 600"
        self.tmux("-f", "/dev/null", "new-session", "-d", *size, *settings, "-c", str(cwd), told)

    def tmux(self, *words, check=True):
        ran = subprocess.run(["tmux", "-L", self.name, *words], capture_output=True, text=True, check=check)
        return ran.stdout

    def screen(self):
        return "\n".join(line.rstrip() for line in self.tmux("capture-pane", "-p", "-S", "-500").split("\n")).rstrip()

    def wait(self, text, times=1, timeout=30):
        """Waits until the text stands on the screen this many times; the screen."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            screen = self.screen()
            if screen.count(text) >= times:
                return screen
            time.sleep(0.05)
        pytest.fail(f"no {text!r} on the screen:\n{self.screen()}")

    def keys(self, *keys):
        self.tmux("send-keys", *keys)

    def type(self, text, then=None):
        """Types a line and Enter; waits for what is to come."""
        self.tmux("send-keys", "-l", text)
        self.keys("Enter")
        return self.wait(then) if then else None

    def paste(self, text):
        self.tmux("set-buffer", "-b", "pasted", text)
        self.tmux("paste-buffer", "-p", "-b", "pasted")

    def close(self):
        self.tmux("kill-server", check=False)


@pytest.fixture
def terminal(tmp_path):
    """Opens programs in terminals, and closes them in the end."""
    if not shutil.which("tmux"):
        pytest.skip("needs tmux")
    opened = []

    def open_terminal(command, **environment):
        name = f"ravel-{tmp_path.name}-{len(opened)}"
        own = {"XDG_DATA_HOME": str(tmp_path / "data"), "LANG": "C.UTF-8", **environment}
        opened.append(Terminal(name, command, tmp_path, own))
        return opened[-1]

    yield open_terminal
    for window in opened:
        window.close()
