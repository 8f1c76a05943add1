"""Records by the thousand come back from a pickle as they were."""

from __future__ import annotations

import copy
import pickle
from dataclasses import dataclass, replace

import pytest

from agora.content.entries import Entry, LanguageFile
from agora.content.frontmatter import Document, MappingNode, ScalarNode, SequenceNode
from agora.content.validation import Value
from agora.keeping.compact import compact
from agora.problems import Place, Problem
from agora.text.reading import read

PLACE = Place("showcases/pont.fr.md", 3, 7)
VALUE = Value(("a", "b"), PLACE, "a, b", (PLACE, Place("x")))
RECORDS = [
    PLACE,
    Place("x"),
    VALUE,
    Value({"alt": VALUE}, PLACE, "", ()),
    ScalarNode("a", True, PLACE),
    SequenceNode((ScalarNode("a", False, PLACE),), PLACE),
    MappingNode(((ScalarNode("a", False, PLACE), SequenceNode((), PLACE)),), PLACE),
    Problem("missing", (PLACE,), {"key": "axis", "n": 3}),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda one: type(one).__name__)
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_record_comes_back_as_it_was(record: object, protocol: int) -> None:
    again = pickle.loads(pickle.dumps(record, protocol))
    assert again == record
    assert type(again) is type(record)
    assert copy.copy(record) == copy.deepcopy(record) == record


def test_what_records_share_they_go_on_sharing() -> None:
    document = Document(PLACE.path, MappingNode((), PLACE), "", 3)
    file = LanguageFile("fr", document, {"a": VALUE}, {"a": PLACE}, read(document.body))
    again = pickle.loads(pickle.dumps(Entry("pont", file, (replace(file, language="en"),))))
    assert again.original.values is again.translations[0].values
    assert again.original.given["a"] is again.original.values["a"].place


def test_a_record_of_one_field_is_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class One:
        field: int

    with pytest.raises(TypeError, match="One"):
        compact(One)
