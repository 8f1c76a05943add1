"""Which changes of an original make its translation older."""

from __future__ import annotations

import pytest

from agora.report.revisions import says_the_same
from building import showcase

TEXT = showcase()


@pytest.mark.parametrize(
    ("now", "same"),
    [
        (TEXT, True),
        (showcase(extra="year: 2011\nedition: 7\n"), True),
        (showcase(city="Salé"), True),
        (TEXT.replace("\n", "\r\n"), True),
        (showcase(title="Le pont retouché"), False),
        (showcase(partner="[Agence du Bouregreg, Rabat Aménagement]"), False),
        (showcase(extra="tags: [pont]\n"), False),
        (showcase(extra="links: [{title: Le site, url: https://a.example.org}]\n"), False),
        (showcase(body="Trois rives, deux fleuves.\n"), False),
        ("sans en-tête", False),
    ],
)
def test_words_and_not_facts_make_a_translation_older(now: str, same: bool) -> None:
    assert says_the_same(TEXT, now) is same


def test_what_cannot_be_read_has_changed() -> None:
    assert not says_the_same("sans en-tête", "sans en-tête")
