"""What a command and its processes tell each other: data and never code, each message with its length before it.

Questions go as MessagePack, which takes bytes as they are, answers as JSON, which keeps the zone of a time. Their types are those
that the annotation of a function says which makes an answerer: `def make(…) -> Callable[[Question], Answer]`.
"""

from __future__ import annotations

import inspect
import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec

HEAD = struct.Struct("!Q")
"""Length of the message that follows, in bytes."""
MAX_BYTES = 256 * 1024 * 1024
"""Length of a message at most: four times the largest body."""

Make = Callable[..., Callable[[Any], Any]]


@dataclass(frozen=True, slots=True)
class Start:
    """The first message to a process: what makes its answerer."""

    make: str
    """Module and name of a function ("newsbot.watch.verification:site_verifier")."""
    arguments: dict[str, bytes]
    """Its arguments by name, each as MessagePack."""
    memory: int | None
    """Bytes of address space that it may take beyond those that it has before the first question; null without limit."""


def start_of(make: Make, memory: int | None) -> Start:
    """The message that has a process call `make`: a function at the top of a module, or a partial of one."""
    function, args, keywords = (make.func, make.args, make.keywords) if isinstance(make, partial) else (make, (), {})
    arguments = inspect.signature(function).bind(*args, **keywords).arguments
    name = f"{function.__module__}:{function.__qualname__}"
    return Start(name, {key: pack(value) for key, value in arguments.items()}, memory)


def made(start: Start) -> tuple[Callable[[Any], Any], Any]:
    """The answerer that a first message asks for, and the type of its questions."""
    module, _, name = start.make.partition(":")
    function = getattr(import_module(module), name)
    hints = get_type_hints(function)
    arguments = {key: unpack(value, hints[key]) for key, value in start.arguments.items()}
    return function(**arguments), _types(function)[0]


def answer_type(make: Make) -> Any:
    """The type of the answers."""
    return _types(make.func if isinstance(make, partial) else make)[1]


def _types(function: Any) -> tuple[Any, Any]:
    (question,), answer = get_args(get_type_hints(function)["return"])
    return question, answer


def pack(value: object) -> bytes:
    """A question as bytes."""
    return msgspec.msgpack.encode(value, enc_hook=_plain)


def unpack(data: bytes, kind: Any) -> Any:
    """A question of this type. Raises msgspec.ValidationError for what is none."""
    return msgspec.msgpack.decode(data, type=kind, dec_hook=_whole)


def dump(value: object) -> bytes:
    """An answer as bytes. Raises ValueError for text that UTF-8 cannot hold."""
    return msgspec.json.encode(value, enc_hook=_plain)


def load(data: bytes, kind: Any) -> Any:
    """An answer of this type. Raises msgspec.MsgspecError for what is none."""
    return msgspec.json.decode(data, type=kind, dec_hook=_whole)


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    raise NotImplementedError(type(value).__name__)


def _whole(kind: type[Any], value: Any) -> Any:
    if issubclass(kind, Path):
        return kind(value)
    raise NotImplementedError(kind.__name__)
