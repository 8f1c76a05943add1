"""Texts that are made to take long: shapes in which readers of Markdown are known to lose time.

A shape makes a text of about a given number of bytes. Most repeat a piece; what makes others slow
is that no two of their parts are alike, or that something stands at their end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate, count, takewhile
from typing import TypeAlias

Shape: TypeAlias = Callable[[int], str]


def _repeated(piece: str, before: str = "", after: str = "") -> Shape:
    weight = len(piece.encode())
    return lambda size: before + piece * (size // weight) + after


def _numbered(template: str, after: str = "") -> Shape:
    """Pieces that are told apart by a number, which stands where `0` does."""
    return lambda size: (
        "".join(_upto(size, (template.replace("0", str(n)) for n in count()))) + after
    )


def _upto(size: int, pieces: Iterator[str]) -> list[str]:
    lengths: Iterator[tuple[str, int]] = accumulate(
        ((piece, len(piece.encode())) for piece in pieces), lambda a, b: (b[0], a[1] + b[1])
    )
    return [piece for piece, _ in takewhile(lambda one: one[1] <= size, lengths)]


def _halves(opening: str, closing: str) -> Shape:
    """So many openings, then as many closings."""
    weight = len((opening + closing).encode())
    return lambda size: opening * (size // weight) + closing * (size // weight)


def _growing(piece: str, between: str = " ") -> Shape:
    """Runs of one sign, each longer than the one before."""
    return lambda size: "".join(_upto(size, (piece * n + between for n in count(1))))


def _steps(opening: str, closing: str = "a\n\n") -> Shape:
    """Lines that are nested deeper, one after the other."""
    return lambda size: "".join(_upto(size, (opening * n + closing for n in count(1))))


SHAPES: Mapping[str, Shape] = {
    # Brackets.
    "brackets opened": _repeated("["),
    "brackets closed": _repeated("]"),
    "brackets in brackets": _halves("[", "]"),
    "brackets around letters": _halves("[a", "](b)"),
    "pictures opened": _repeated("!["),
    "pictures in pictures": _halves("![", "](b)"),
    "links opened": _repeated("[a]("),
    "links with angles opened": _repeated("[a](<b"),
    "links with a title opened": _repeated('[a](b "'),
    "links with titles opened by parentheses": _repeated("[a](b ("),
    "parentheses in an address": _repeated("(", "[a](", ")"),
    "pages apart from their words": _repeated(".md", "[a] ("),
    "labels to nowhere": _repeated("[a][b]"),
    "a label that is long": _repeated("a", "[", "]"),
    "labels with backslashes": _repeated("[\\"),
    "definitions": _numbered("[a0]: b\n"),
    "definitions, each used": lambda size: (
        _numbered("[a0]: b\n")(size // 2) + "\n" + _numbered("[a0] ")(size // 2)
    ),
    "definitions within one paragraph": _repeated("[a]: b 'c\n"),
    "definitions opened": _repeated("[a]:\n"),
    "definitions of a long title": _repeated("a\n", "[a]: b '"),
    # Footnotes.
    "footnotes to nowhere": _repeated("[^a]"),
    "footnotes": _numbered("[^0]: a\n\n"),
    "footnotes, each used": lambda size: (
        _numbered("a[^0] ")(size // 2) + "\n\n" + _numbered("[^0]: b\n\n")(size // 2)
    ),
    "a footnote that is often used": _repeated("[^a]", after="\n\n[^a]: b\n"),
    "footnotes that use each other": _numbered("[^0]: [^0] [^1]\n\n", "[^1]\n"),
    "footnotes in footnotes": _repeated("^[a"),
    "definitions of footnotes on one line": _repeated("[^a]: "),
    # Angles.
    "angles opened": _repeated("<"),
    "tags opened": _repeated("<a "),
    "tags with attributes opened": _repeated("<a b='"),
    "a tag of many attributes": _repeated(" a=b", "<a"),
    "a tag of blanks": _repeated(" ", "x <a", "\n"),
    "elements in elements": _repeated("<b>"),
    "elements opened anew": lambda size: (
        _numbered("<b title=0>")(size // 2) + "\n\n" + "a\n\n" * (size // 6)
    ),
    "elements opened anew within a block": lambda size: (
        "<div><p>" + _numbered("<b title=0>")(size // 2) + "<p>a" * (size // 8)
    ),
    "blocks in blocks": _repeated("<div>\n\n"),
    "blocks closed": _repeated("</div>\n"),
    "comments opened": _repeated("a <!-- b"),
    "comments opened and half closed": _repeated("a <!-- -"),
    "lines of comments opened": _repeated("<!--\n"),
    "instructions opened": _repeated("a <? b"),
    "declarations opened": _repeated("a <!A b"),
    "sections opened": _repeated("a <![CDATA[ b"),
    "scripts opened": _repeated("<script>\n"),
    "addresses in angles opened": _repeated("<a:b"),
    "mailboxes in angles opened": _repeated("<a@b."),
    "a mailbox of many parts": _repeated("b.", "<a@", ">"),
    # Addresses that stand alone.
    "addresses": _repeated("https://a.b/ "),
    "addresses run together": _repeated("www."),
    "addresses that fail at their end": _repeated("~www.", after="_!"),
    "addresses that fail at their end, in words": _repeated("_www.a", after="_!"),
    "addresses in brackets": _repeated("[www."),
    "addresses run together with schemes": _repeated("http://"),
    "addresses after stars": _repeated("*http://a.b"),
    "an address of closing parentheses": _repeated(")", "http://a.b/"),
    "an address of entities": _repeated("&a;", "http://a.b/"),
    "an address of full stops": _repeated(".", "http://a.b/c", " d"),
    "mailboxes": _repeated("a@b.c "),
    "mailboxes run together": _repeated("a@"),
    "a mailbox of a long name": _repeated("a", after="@"),
    "mailboxes of names with dots": _repeated("a."),
    "colons": _repeated(":"),
    "names of schemes": _repeated("mailto:"),
    "names of schemes of Jabber": _repeated("xmpp:a@b/"),
    # Marks within a line.
    "stars": _repeated("*a "),
    "stars closed": _repeated("a* "),
    "stars on both sides": _repeated("a*"),
    "stars in runs": _repeated("*"),
    "stars, opened and then closed": _halves("*a ", " a*"),
    "stars of growing runs": _growing("*", "a"),
    "stars by one, two and three": _repeated("***a **b *c "),
    "stars by two that never close": _repeated("**a *b "),
    "underscores": _repeated("_a "),
    "stars and underscores": _repeated("*a_b "),
    "stars and underscores in turn": _repeated("*_"),
    "tildes": _repeated("~a "),
    "tildes by two": _repeated("~~a "),
    "tildes of growing runs": _growing("~", "a"),
    "stars and tildes": _repeated("*~a*~"),
    "backticks": _repeated("`"),
    "backticks opened": _repeated("`a"),
    "backticks of growing runs": _growing("`"),
    "backticks of falling runs": lambda size: " ".join(_growing("`")(size).split(" ")[::-1]),
    "backslashes": _repeated("\\"),
    "escapes": _repeated("\\*"),
    "entities": _repeated("&amp;"),
    "entities opened": _repeated("&"),
    "numbers of letters opened": _repeated("&#1"),
    "lines that break": _repeated("a  \n"),
    "lines that break by backslashes": _repeated("a\\\n"),
    # Blocks.
    "quotations": _repeated("> a\n"),
    "quotations in quotations": _repeated("> ", after="a"),
    "quotations deeper and deeper": _steps(">"),
    "quotations carried on": _repeated("a\n", "> " * 20),
    "lists carried on": _repeated("a\n", "- " * 20),
    "lists": _repeated("- a\n"),
    "lists apart": _repeated("- a\n\n"),
    "lists in lists": _repeated("- ", after="a"),
    "lists in numbered lists": _repeated("- 1. ", after="a"),
    "lists deeper and deeper": lambda size: "".join(
        _upto(size, ("  " * n + "- a\n" for n in count()))
    ),
    "lists of other marks": _repeated("- a\n+ a\n"),
    "lists, empty": _repeated("-\n"),
    "tasks": _repeated("- [ ] a\n"),
    "quotations and lists in turn": _repeated("> - ", after="a"),
    "quotations and lists, line by line": _repeated("> - a\n"),
    "headings": _repeated("# a\n"),
    "headings of one name": _repeated("## Un pont\n\n"),
    "a heading of hashes": _repeated("#", "# a ", " b"),
    "headings underlined": _repeated("a\n=\n"),
    "a heading of many lines": _repeated("a\n", after="---\n"),
    "hyphens": _repeated("-"),
    "hyphens apart": _repeated("- - ", after="a"),
    "rules or lists": _repeated("* * - "),
    "equals": _repeated("="),
    "fences": _repeated("```a\n"),
    "fences of tildes": _repeated("~~~a\n"),
    "fences of growing length": _growing("`", "\n"),
    "fences in lists": _repeated("- ```\n"),
    "code": _repeated("    a\n\n"),
    "a table of many rows": _repeated("| a | b |\n", "| a | b |\n|-|-|\n"),
    "a table of many columns": lambda size: "|a" * (size // 5) + "|\n" + "|-" * (size // 5) + "|\n",
    "a table of many columns and short rows": lambda size: (
        "|a" * (size // 10) + "|\n" + "|-" * (size // 10) + "|\n" + "|\n" * (size // 4)
    ),
    "heads of tables": _repeated("a|b\n"),
    "tables opened": _repeated("a|b\n-|-\n\n"),
    "bars": _repeated("|"),
    "bars escaped": _repeated("\\|", "a|b\n-|-\n"),
    "backticks in a table": _repeated("|`", "a|b\n-|-\n"),
    "terms": _repeated("a\n: b\n\n"),
    "terms, deeper and deeper": _repeated(": ", "a\n", "b"),
    "terms of many lines": _repeated("a\n", after=": b\n"),
    "boxes": _repeated("!!! note\n    a\n\n"),
    "boxes in boxes": lambda size: "".join(
        _upto(size, ("    " * n + "!!! note\n" for n in count()))
    ),
    "boxes without a name": _repeated("!!! \n"),
    "alerts": _repeated("> [!NOTE]\n> a\n\n"),
    "attributes": _repeated("a {: "),
    "abbreviations": _numbered("*[a0]: b\n"),
    # Plain text, or nearly.
    "one word": _repeated("a"),
    "words": _repeated("un mot "),
    "paragraphs": _repeated("a\n\n"),
    "lines": _repeated("a\n"),
    "spaces": _repeated(" "),
    "spaces between": _repeated(" ", "a", "b"),
    "lines of spaces": _repeated("  \n"),
    "tabs": _repeated("\t"),
    "tabs in lists": _repeated("-\t"),
    "line ends": _repeated("\n"),
    "line ends and tabs": _repeated("\t\n"),
    "no-break spaces": _repeated("\u202f"),
    "characters of no width": _repeated("\u200b"),
    "marks of direction": _repeated("\u200f"),
    "accents": _repeated("\u0301"),
    "letters of another alphabet": _repeated("\u0430"),
    "words of another alphabet": _repeated("a\u0430 "),
    "digits": _repeated("1"),
    "figures": _repeated("1 000 "),
    "figures in words": _repeated("vingt-et-un mille "),
    "dates": _repeated("12 mars 2011 "),
    "times": _repeated("17 h 30 "),
    "Roman numerals": _repeated("XXIe "),
    "percentages": _repeated("12 % "),
    "figures with commas": _repeated("1,"),
    "quotes": _repeated("'"),
    "exclamation marks": _repeated("!"),
    "NUL": _repeated("\x00"),
}
