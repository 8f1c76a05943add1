"""One request for one address, within bounds of time and size, to public hosts alone.

Made with the standard library: redirects, retries and waiting are decided one step above, bodies
are never read, and what is left is to connect to the very address that was found public. A library
would have to be talked out of the rest. A proxy of the environment is not used: it would resolve
names by itself.
"""

from __future__ import annotations

import email.utils
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from agora.links.verdicts import Reason

USER_AGENT = "agora-links/1 (checks that links still work; asks one page at a time)"

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""IPv4 addresses as seen through a translator (RFC 6052): the last 32 bits are the address."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds, in seconds unless said otherwise."""

    connect: float = 10
    read: float = 15
    """Between two pieces of an answer."""
    total: float = 30
    """For a request as a whole, however slowly the answer drips. Finding a host's address comes
    before, within the bounds of the system's resolver."""
    redirects: int = 5
    """How many in a row are followed. Browsers stop at 20; what needs more than five is a maze."""
    retries: int = 2
    """How many times more an address is asked that did not answer, or not now."""
    backoff: float = 2
    """The wait before the first retry, doubled for each further one."""
    pause: float = 1
    """Between two requests to one host."""
    longest_wait: float = 60
    """The longest `Retry-After` that is waited for; of a longer one the host is left alone."""
    workers: int = 16
    """How many hosts are asked at once."""


class Answer(NamedTuple):
    """The head of an answer. `retry_after` is in seconds from now."""

    status: int
    location: str = ""
    retry_after: float | None = None


class UnansweredError(Exception):
    """Raised where there is no answer, or none was asked for; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def host_of(address: str) -> str:
    """The host of an address, in lower case. Raises UnansweredError for what is no address."""
    try:
        host = urlsplit(address).hostname
    except ValueError:
        host = None
    if not host:
        raise UnansweredError("address")
    return host


def is_public(address: str) -> bool:
    """Whether an IP address is one that the whole internet can reach, and not one's own network.

    Looks into addresses that carry another one, through which a translator would lead inside.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner:
            return inner.is_global and not inner.is_multicast
    return ip.is_global and not ip.is_multicast


def resolve(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The IP addresses of a host that may be connected to. Raises UnansweredError where none is."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise UnansweredError("host") from None
    ips = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    allowed = [ip for ip in ips if allow_private or is_public(ip)]
    if not allowed:
        raise UnansweredError("private")
    return allowed


def ask(method: str, address: str, limits: Limits, *, allow_private: bool = False) -> Answer:
    """Ask for an address, and read no more than the head of the answer.

    Raises UnansweredError. The connection goes to an IP address that has just been found public,
    never to the name, which could by then mean another one (DNS rebinding).
    """
    host = host_of(address)
    try:
        parts = urlsplit(address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        ascii_host = host.encode("idna").decode() if not host.isascii() else host
    except (ValueError, UnicodeError):
        raise UnansweredError("address") from None
    if parts.scheme not in ("http", "https"):
        raise UnansweredError("address")
    ips = resolve(ascii_host, port, allow_private=allow_private)
    target = quote(parts.path or "/", safe="/%:=&~+!$,;'@()*")
    if parts.query:
        target += "?" + quote(parts.query, safe="/%:=&?~+!$,;'@()*[]")
    with _Deadline(limits.total) as deadline:
        try:
            raw = _connected(ips, port, limits, deadline)
            deadline.cuts(raw)
            raw.settimeout(limits.read)
            if parts.scheme == "https":
                raw = _tls().wrap_socket(
                    raw, server_hostname=ascii_host, do_handshake_on_connect=False
                )
                deadline.cuts(raw)
                raw.do_handshake()
            answer = _exchange(raw, method, ascii_host, parts.port, target)
        except ssl.SSLCertVerificationError:
            raise UnansweredError("certificate") from None
        except TimeoutError:
            raise UnansweredError("timeout") from None
        except http.client.InvalidURL:
            raise UnansweredError("address") from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            if deadline.is_over:
                raise UnansweredError("timeout") from None
            answered = isinstance(error, http.client.HTTPException) and not isinstance(
                error, http.client.RemoteDisconnected
            )
            raise UnansweredError("protocol" if answered else "connection") from None
        if deadline.is_over:
            # To http.client, a head that was cut off is one that has ended.
            raise UnansweredError("timeout")
    return answer


class _Deadline:
    """Cuts a connection at a time, so that an answer that drips does not hold for ever."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self.is_over = False

    def __enter__(self) -> _Deadline:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        if self._socket:
            self._socket.close()

    def cuts(self, connection: socket.socket) -> None:
        self._socket = connection

    def left(self) -> float:
        """Seconds until the end. Raises TimeoutError after it."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def _cut(self) -> None:
        self.is_over = True
        if self._socket:
            with suppress(OSError):
                # The plain socket's own method: that of TLS takes the connection from the reader.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _connected(ips: list[str], port: int, limits: Limits, deadline: _Deadline) -> socket.socket:
    for ip in ips:
        try:
            return socket.create_connection((ip, port), min(limits.connect, deadline.left()))
        except OSError:
            if ip == ips[-1]:
                raise
    raise OSError


def _exchange(
    connected: socket.socket, method: str, host: str, port: int | None, target: str
) -> Answer:
    named = f"[{host}]" if ":" in host else host
    connection = http.client.HTTPConnection(named)
    connection.sock = connected
    connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
    connection.putheader("Host", f"{named}:{port}" if port else named)
    connection.putheader("User-Agent", USER_AGENT)
    connection.putheader("Accept", "*/*")
    connection.putheader("Connection", "close")
    connection.endheaders()
    response = connection.getresponse()
    try:
        return Answer(
            response.status,
            _text(response.getheader("Location")),
            _seconds(response.getheader("Retry-After")),
        )
    finally:
        response.close()


def _text(header: str | None) -> str:
    """A header that holds an address, which many hosts send as UTF-8; http.client reads Latin-1."""
    try:
        return (header or "").encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header or ""


def _seconds(header: str | None) -> float | None:
    """`Retry-After` is a number of seconds or a date (RFC 9110, 10.2.3)."""
    if not header:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(header).timestamp() - time.time())
    except ValueError:
        return None
