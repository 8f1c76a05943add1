"""`agora check` refuses exactly what the build refuses, in the same words; the rest is published.

Many texts share a site, each as a showcase of its own, for a build of one text would take a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from mkdocs.exceptions import Abort

from agora.cli import main
from agora.text.publishing import with_links
from agora.text.reading import Reading, read
from building import SITE_URL, build, copy_site
from fuzzing import MARKS
from hostile_cases import BODY, cases, written
from test_fuzzing import many, mixed
from test_texts import TEXTS, body

CORPUS = [case.body for case in cases() if case.is_text]
LARGE = [case.body for case in cases() if case.content.get("into") == "body"]
REAL = [body(path) for path in TEXTS]

TOGETHER = 1000
"""How many texts share a site."""

PROSE = re.compile(
    r'<div class="ag-prose">(.*?)</div>\s*<section class="ag-references">', re.DOTALL
)
LEAD = re.compile(r'(<a(?: class="[^"]*")?) href="(?!https?:|mailto:|#)[^"]*"')


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A text of the corpora, of which parts were taken out, doubled, moved, or put in."""
    text = draw(st.sampled_from(CORPUS + REAL))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(start + draw(st.integers(0, 40)), len(text))
        to = draw(st.integers(0, len(text)))
        part = draw(st.sampled_from([text[start:end], *MARKS]) | st.sampled_from(CORPUS))
        rest = text[:start] + text[end:] if draw(st.booleans()) else text
        text = rest[:to] + part + rest[to:]
    return text


def made(n: int) -> Sequence[str]:
    """Texts that Hypothesis makes: the same in each run of the gate, others in the scheduled."""
    found: list[str] = []

    @settings(many, max_examples=n, phases=[Phase.generate], database=None)
    @given(mutated() | mixed(MARKS))
    def make(text: str) -> None:
        found.append(text)

    make()
    return found


def batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    rest = iter(texts)
    while batch := list(islice(rest, TOGETHER)):
        yield batch


def checked(root: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The errors that `agora check` tells of a site."""
    capsys.readouterr()
    status = main(["check", "--lang", "en", "--config-file", str(root / "mkdocs.yml")])
    errors = told(capsys.readouterr().out)
    assert status == bool(errors)
    return errors


def told(report: str) -> list[str]:
    """The errors of a report, as it words them."""
    return [block for block in report.split("\n\n") if block.startswith("error: ")]


def expected(reading: Reading) -> str:
    """The HTML of a text as it stands on a page."""
    return with_links(reading.html, lambda address: address, SITE_URL)


def compare(root: Path, texts: Sequence[str], step: int, capsys: pytest.CaptureFixture[str]) -> int:
    """Check and build a site of texts; how many of them were published, of which each `step`-th."""
    files = {f"texte-{n}": BODY + text for n, text in enumerate(texts)}
    for slug, text in files.items():
        (root / "showcases" / f"{slug}.fr.md").write_bytes(written({}, text))
    refused = checked(root, capsys)
    if refused:
        with pytest.raises(Abort) as stopped:
            build(root)
        assert told(str(stopped.value)) == refused
        for slug in re.findall(r"(?m)^  --> showcases/([\w-]+)\.fr\.md", "\n".join(refused)):
            (root / "showcases" / f"{slug}.fr.md").unlink(missing_ok=True)
            files.pop(slug, None)
        for slug in [slug for n, slug in enumerate(files) if n % step]:
            (root / "showcases" / f"{slug}.fr.md").unlink()
            del files[slug]
        assert checked(root, capsys) == []
    site = build(root)
    for slug, text in files.items():
        page = (site.folder / "showcases" / slug / "index.html").read_text("utf-8")
        (prose,) = PROSE.findall(page)
        reading = read(text.replace("\r\n", "\n").replace("\r", "\n"))
        assert LEAD.sub(r"\1", prose) == LEAD.sub(r"\1", expected(reading)), text
    return len(files)


@pytest.mark.parametrize(
    ("n", "step"), [(1_000, 3), pytest.param(20_000, 1, marks=pytest.mark.slow)]
)
def test_check_and_build_give_the_same_verdict(
    n: int, step: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = [*CORPUS, *LARGE, *REAL] if n > TOGETHER else CORPUS
    texts = [*texts, *made(n - len(texts))]
    published = 0
    for number, batch in enumerate(batches(texts)):
        published += compare(copy_site(tmp_path / f"{number}"), batch, step, capsys)
    assert len(texts) == n
    assert published > n / 10 / step
