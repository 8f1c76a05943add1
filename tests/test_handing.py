"""Objects handed from one process to another, whole and in their order."""

import os
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agora.keeping.handing import LARGEST_PIPE, Receiver, Sender

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")


def taken(receiver: Receiver) -> Iterator[object]:
    while not receiver.is_over:
        yield from receiver.received()


@given(st.lists(st.integers(0, 40) | st.integers(0, 3 * LARGEST_PIPE), max_size=6))
def test_what_is_sent_comes_whole_and_in_its_order(sizes: list[int]) -> None:
    reading, writing = os.pipe()
    receiver, sender = Receiver(reading), Sender(writing)
    sent = [bytes([n]) * size for n, size in enumerate(sizes)]
    for value in sent:
        sender.send(value)  # nobody reads yet, and nobody waits
    end = threading.Thread(target=sender.finish)
    end.start()
    assert list(taken(receiver)) == sent
    end.join()
    assert receiver.is_whole
    receiver.close()


def test_what_is_cut_off_is_not_taken_for_whole() -> None:
    reading, writing = os.pipe()
    receiver = Receiver(reading)
    Sender(writing).send("all of it")
    os.write(writing, (9).to_bytes(8, "big") + b"a part")
    os.close(writing)
    assert list(taken(receiver)) == ["all of it"]
    assert not receiver.is_whole
    receiver.close()


def test_nobody_waits_for_what_has_not_come() -> None:
    reading, writing = os.pipe()
    receiver, sender = Receiver(reading), Sender(writing)
    assert list(receiver.received()) == []
    sender.send(1)
    assert list(receiver.received()) == [1]
    assert not receiver.is_over
    sender.finish()
    assert list(receiver.received()) == []
    assert receiver.is_over
    receiver.close()


def test_a_value_that_cannot_be_handed_over_leaves_the_others_whole() -> None:
    reading, writing = os.pipe()
    receiver, sender = Receiver(reading), Sender(writing)
    with pytest.raises(Exception, match="pickle"):
        sender.send(lambda: None)
    sender.send(2)
    sender.finish()
    assert list(taken(receiver)) == [2]
    receiver.close()
