"""Windows is told where newsbot runs, before anything is imported that only POSIX systems have."""

from __future__ import annotations

import subprocess
import sys

from newsbot.console.exit_codes import Exit

ON_WINDOWS = """
import sys
sys.platform = "win32"
sys.modules["fcntl"] = None
from newsbot.__main__ import main
main()
"""


def test_windows_is_told_in_one_line() -> None:
    done = subprocess.run([sys.executable, "-c", ON_WINDOWS], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (Exit.USAGE, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("newsbot: Windows")
    assert "WSL" in line
