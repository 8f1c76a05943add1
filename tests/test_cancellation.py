"""Work that is no longer wanted ends at the next checkpoint, and nobody else's does."""

from __future__ import annotations

from threading import Thread

import pytest

from agora.keeping.cancellation import Cancellation, Cancelled, checkpoint


def test_what_is_cancelled_ends_at_the_next_checkpoint() -> None:
    cancellation = Cancellation()
    with cancellation.heeded():
        checkpoint()
        cancellation.cancel()
        with pytest.raises(Cancelled):
            checkpoint()
    checkpoint()


def test_nobody_takes_it_for_an_error() -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(Cancelled), cancellation.heeded():
        try:
            checkpoint()
        except Exception:
            pytest.fail("it was taken for an error")


def test_other_threads_go_on() -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    went_on = []

    def work() -> None:
        checkpoint()
        went_on.append(True)

    with cancellation.heeded():
        thread = Thread(target=work)
        thread.start()
        thread.join()
    assert went_on == [True]
