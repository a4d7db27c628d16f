"""Where the program under test is, and how its kernel is found."""

import os
import pathlib

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def ravel():
    """The path of the built program."""
    default = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "ravel"
    path = pathlib.Path(os.environ.get("RAVEL", default)).absolute()
    if not path.exists():
        pytest.fail(f"{path} is not there: run `make build` first", pytrace=False)
    return str(path)
