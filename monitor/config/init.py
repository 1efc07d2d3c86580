"""The configuration that comes with the program, and the writing of it where a user wants it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from monitor.errors import ConfigError, Mistake

# The program's own folder of settings may gather a database and notes; these are what is shipped.
_SHIPPED = frozenset({".toml", ".yaml", ".service"})


def shipped_folder() -> Path:
    """Where the shipped configuration is: within the package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "shipped"
    return installed if installed.is_dir() else package.parent / "config"


def shipped_files() -> Iterator[Path]:
    """The shipped files, relative to `shipped_folder`, in order."""
    folder = shipped_folder()
    for path in sorted(folder.rglob("*")):
        if path.suffix in _SHIPPED and path.is_file():
            yield path.relative_to(folder)


def init(folder: Path) -> list[tuple[Path, bool]]:
    """Write the shipped configuration into ``folder``, which is made if need be.

    Returns each file and whether it was written: a file that is there is never touched.
    ConfigError if the folder cannot be written to.
    """
    result = []
    for name in shipped_files():
        path = folder / name
        is_new = not os.path.lexists(path)
        if is_new:
            write_whole(path, (shipped_folder() / name).read_bytes())
        result.append((path, is_new))
    return result


def write_whole(path: Path, body: bytes) -> None:
    """Put ``body`` at ``path`` in one step: after a crash the old file is there, or the new one.

    A file that is replaced keeps its mode; a symbolic link stays and its target is replaced.
    ConfigError if the disk or the permissions refuse.
    """
    try:
        target = path.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, body)
        _flush_folder(target.parent)
    except OSError as error:
        message = f"cannot be written: {error.strerror}"
        raise ConfigError(Mistake(file=str(path), message=message)) from error


def _replace(path: Path, body: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        _write_through(temporary, body)
        if path.exists():
            shutil.copymode(path, temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _write_through(path: Path, body: bytes) -> None:
    with path.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
