"""Asks many addresses: many hosts at once, each host one request at a time, with pauses."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from queue import Empty, SimpleQueue
from urllib.parse import urljoin

from agora.links.client import Answer, Limits, UnansweredError, ask, host_of
from agora.links.verdicts import Outcome, Verdict

PERMANENT = frozenset({301, 308})
REDIRECTS = PERMANENT | {302, 303, 307}
BUSY = frozenset({429, 503})
"""Not now: the host may say when, in `Retry-After`."""
PASSING = frozenset({500, 502, 504})
"""The host's own faults, which may be gone on the next try."""
KEPT_OUT = frozenset({401, 403, 405, 406, 407, 429, 451, 999})
"""What hosts answer to programs, or to some countries, that a reader may yet get to see."""
PASSING_REASONS = frozenset({"connection", "timeout", "protocol"})

GIVES_UP_AFTER = 2
"""Of a host that did not answer for so many addresses in a row, the others are not asked: each
would take all its retries, and a dead host of a hundred links an hour."""


class StoppedError(Exception):
    """Raised in a worker whose work is no longer wanted."""


class _LeftAloneError(Exception):
    """Raised where a host is not asked; `instead` is what came of asking it before."""

    def __init__(self, instead: Answer | UnansweredError) -> None:
        super().__init__(instead)
        self.instead = instead


@dataclass(slots=True)
class _Host:
    """How a host is treated; `free` is the time from which it may be asked again."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    free: float = 0
    silent: int = 0
    given_up: Answer | UnansweredError | None = None


class Checker:
    """Asks for addresses within limits; `allow_private` lets it ask one's own network too."""

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        allow_private: bool = False,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._limits = limits or Limits()
        self._allow_private = allow_private
        self._clock = clock
        self._stopped = threading.Event()
        self._hosts: dict[str, _Host] = defaultdict(_Host)
        self._hosts_lock = threading.Lock()

    def check(self, addresses: Iterable[str]) -> Iterator[tuple[str, Verdict]]:
        """The verdict on each address, in the order in which they come in.

        Closing the iterator stops what has not begun.
        """
        by_host: dict[str, list[str]] = {}
        count = 0
        for address in addresses:
            count += 1
            try:
                by_host.setdefault(host_of(address), []).append(address)
            except UnansweredError:
                by_host.setdefault("", []).append(address)
        groups: SimpleQueue[list[str]] = SimpleQueue()
        for group in by_host.values():
            groups.put(group)
        done: SimpleQueue[tuple[str, Verdict] | BaseException] = SimpleQueue()
        for _ in range(min(self._limits.workers, len(by_host))):
            threading.Thread(target=self._work, args=(groups, done), daemon=True).start()
        try:
            for _ in range(count):
                result = done.get()
                if isinstance(result, BaseException):
                    raise result
                yield result
        finally:
            self._stopped.set()

    def _work(
        self,
        groups: SimpleQueue[list[str]],
        done: SimpleQueue[tuple[str, Verdict] | BaseException],
    ) -> None:
        try:
            while not self._stopped.is_set():
                for address in groups.get_nowait():
                    done.put((address, self._verdict(address)))
        except (Empty, StoppedError):
            pass
        except BaseException as error:  # told where the results are awaited
            done.put(error)

    def _verdict(self, address: str) -> Verdict:
        now = int(self._clock())
        try:
            return self._follow(address, now)
        except _LeftAloneError as left:
            return replace(_final(left.instead, now), inferred=True)
        except UnansweredError as error:
            return _final(error, now)

    def _follow(self, address: str, now: int) -> Verdict:
        """Ask, and follow where the answers lead. Raises UnansweredError."""
        target, advised, permanent = address, "", True
        for _ in range(self._limits.redirects + 1):
            answer = self._answer(target)
            if answer.status not in REDIRECTS or not answer.location:
                break
            try:
                target = urljoin(target, answer.location).partition("#")[0]
            except ValueError:
                raise UnansweredError("address") from None
            permanent = permanent and answer.status in PERMANENT
            if permanent:
                advised = target
        else:
            return Verdict("broken", now, answer.status, "redirects")
        verdict = _final(answer, now)
        if verdict.outcome == "ok" and advised and advised != address:
            return replace(verdict, outcome="moved", advised=advised)
        return verdict

    def _answer(self, address: str) -> Answer:
        """The answer of one address, after retries. Raises UnansweredError where there is none.

        Asks with HEAD, which many hosts have never heard of: only what GET answers condemns.
        """
        host = self._host(host_of(address))
        if host.given_up:
            raise _LeftAloneError(host.given_up)
        method = "HEAD"
        for attempt in range(self._limits.retries + 1):
            is_last = attempt == self._limits.retries
            wait = self._limits.backoff * 2**attempt
            try:
                answer = self._ask(method, address, host)
                if method == "HEAD" and answer.status >= 400 and answer.status not in BUSY:
                    method = "GET"
                    answer = self._ask(method, address, host)
            except UnansweredError as error:
                if error.reason not in PASSING_REASONS:
                    raise
                if is_last:
                    host.silent += 1
                    host.given_up = error if host.silent == GIVES_UP_AFTER else None
                    raise
                method = "GET"
            else:
                host.silent = 0
                if answer.status not in BUSY | PASSING:
                    return answer
                if answer.status in BUSY and answer.retry_after is not None:
                    wait = answer.retry_after
                if is_last or wait > self._limits.longest_wait:
                    host.given_up = answer if answer.status in BUSY else None
                    return answer
            with host.lock:
                host.free = max(host.free, time.monotonic() + wait)
        raise AssertionError  # the last attempt returns or raises

    def _ask(self, method: str, address: str, host: _Host) -> Answer:
        with self._turn(host):
            return ask(method, address, self._limits, allow_private=self._allow_private)

    @contextmanager
    def _turn(self, host: _Host) -> Iterator[None]:
        """Have a host for oneself, when it has had its pause. Raises StoppedError."""
        with host.lock:
            if self._stopped.wait(max(0.0, host.free - time.monotonic())):
                raise StoppedError
            try:
                yield
            finally:
                host.free = time.monotonic() + self._limits.pause

    def _host(self, name: str) -> _Host:
        with self._hosts_lock:
            return self._hosts[name]


def _final(result: Answer | UnansweredError, now: int) -> Verdict:
    """The verdict on an address that leads no further."""
    if isinstance(result, UnansweredError):
        passing = result.reason in PASSING_REASONS
        return Verdict("unreachable" if passing else "broken", now, reason=result.reason)
    outcome: Outcome = "broken"
    if 200 <= result.status < 300:
        return Verdict("ok", now, result.status)
    if result.status in KEPT_OUT:
        outcome = "refused"
    elif result.status >= 500:
        outcome = "unreachable"
    return Verdict(outcome, now, result.status, "status")
