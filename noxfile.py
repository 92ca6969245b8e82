"""What a developer runs: `nox -s fast` after an edit, `nox` before a commit; `nox --list` tells the rest.

Nox comes with the extra `nox`. `nox --no-venv -s fast` uses the environment that nox itself is in, and installs nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nox

nox.needs_version = ">=2025.5"
nox.options.sessions = ("fast", "lint")
nox.options.reuse_venv = "yes"

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
BENCHMARKS = (
    ("archive.py", "--pages", "200"),
    ("chaos.py", "--kills", "3", "--full", "1", "--torn", "1", "--articles", "100", "--stock", "0"),
    ("crawl.py", "--articles", "60", "--pairs", "1"),
    ("families.py",),
    ("listings.py", "--articles", "200"),
    ("reader.py", "--passes", "1"),
)
"""Short forms, which show that a benchmark runs; figures come from the long ones. `quality.py` needs pages of others."""


def install(session: nox.Session, *extras: str) -> None:
    """Install newsbot with these extras; nothing in an environment that is not nox's own."""
    if session.venv_backend != "none":
        session.install("-q", "-c", "constraints.txt", "-e", f".[{','.join(extras)}]")


def python(session: nox.Session, *arguments: str) -> None:
    """Run Python in the session's environment, or in nox's own where the session has none."""
    own = session.venv_backend == "none"
    session.run(sys.executable if own else "python", *arguments, external=own)


@nox.session
def fast(session: nox.Session) -> None:
    """Test the reader, the site files and the fixtures: under 30 seconds of CPU time."""
    install(session, "dev")
    python(session, "-m", "pytest", "-m", "fast", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests with every extra that a test needs."""
    install(session, "dev", "data")
    python(session, "-m", "pytest", *session.posargs)


@nox.session(python=PYTHONS)
def pythons(session: nox.Session) -> None:
    """Run the tests that are not slow with every Python that newsbot supports and this machine has."""
    install(session, "dev")
    python(session, "-m", "pytest", "-m", "not slow", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, format and types."""
    install(session, "dev")
    python(session, "-m", "ruff", "check", ".")
    python(session, "-m", "ruff", "format", "--check", ".")
    python(session, "-m", "mypy")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the guides as a site, in which no link may be dead."""
    if not Path("mkdocs.yml").exists():
        session.skip("there is no mkdocs.yml")
    install(session, "docs")
    python(session, "-m", "mkdocs", "build", "--strict", "--site-dir", str(Path(session.create_tmp(), "site")))


@nox.session
def bench(session: nox.Session) -> None:
    """Run the short form of every benchmark."""
    install(session, "dev", "data")
    for program, *arguments in BENCHMARKS:
        python(session, f"benchmarks/{program}", *arguments)
