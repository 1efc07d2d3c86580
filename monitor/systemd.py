"""The notification protocol of systemd: a datagram to the socket that it names.

Source: sd_notify(3). Outside systemd there is no socket and nothing happens.
"""

from __future__ import annotations

import os
import socket
import time


def notify(*assignments: str) -> None:
    """Tell the service manager, e.g. ``notify("READY=1")``. Raises OSError if it cannot be told."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    if address.startswith("@"):  # an abstract socket
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as peer:
        peer.sendto("\n".join(assignments).encode(), address)


def reloading() -> None:
    """Say that the configuration is being read again; follow with ``notify("READY=1")``."""
    notify("RELOADING=1", f"MONOTONIC_USEC={time.monotonic_ns() // 1000}")
