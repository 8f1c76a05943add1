"""What is wrong in a contributor's file, and the text that says so.

A `Problem` carries data only: the rule that was broken, the places where, and
the arguments of its message. The words live in `agora/locales/`, under
`problems`, one entry a rule. A help or note line may list alternatives; the
first one whose arguments were all given is printed, so a line that needs a
similar name disappears when no name is similar.
"""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from agora.keeping.compact import compact
from agora.problems.rules import ADVICE, CODES
from agora.safety.output import for_log, for_terminal
from agora.strings import Strings, preferred_language

LONGEST_QUOTE = 80
"""Characters of a contributor's own words that a message repeats."""

QUOTED = frozenset({"value", "key", "ours", "theirs", "letter"})
"""The arguments that are a contributor's own words."""


@compact
@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file.

    `path` is relative to the repository, with forward slashes. `line` and
    `column` count from 1, columns in characters; both are None where the
    whole file is meant.
    """

    path: str
    line: int | None = None
    column: int | None = None

    @classmethod
    def of(cls, path: str, before: str, first_line: int = 1) -> Place:
        """The place in a file that follows a text, which begins with one of the file's lines."""
        return cls(path, before.count("\n") + first_line, len(before) - before.rfind("\n"))

    def __str__(self) -> str:
        path = for_terminal(self.path)
        return ":".join(str(part) for part in (path, self.line, self.column) if part)

    @property
    def order(self) -> tuple[str, int, int]:
        """Sorts by file, then line, then column; the whole file comes first."""
        return (self.path, self.line or 0, self.column or 0)


@compact
@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule. `places[0]` is where the contributor should look first."""

    rule: str
    places: tuple[Place, ...]
    arguments: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The code of the rule, such as `AG316`."""
        return CODES[self.rule]

    @property
    def is_advice(self) -> bool:
        return self.code.startswith(ADVICE)

    @property
    def order(self) -> tuple[tuple[str, int, int], str]:
        return (self.places[0].order, self.rule)


class AgoraError(Exception):
    """What this package raises on purpose; `report` says it to the person who can mend it."""

    def report(self, conclusion: str = "") -> str:
        """The error in words; `conclusion` names the string that says what follows from it."""
        return str(self)


class ContentError(AgoraError):
    """Raised when contributed content has problems; `problems` holds all of them, sorted."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.order))
        super().__init__(f"{len(self.problems)} problems")

    def __reduce__(self) -> tuple[type[ContentError], tuple[tuple[Problem, ...]]]:
        """What another process needs to raise it anew."""
        return type(self), (self.problems,)

    def report(self, conclusion: str = "") -> str:
        return report(self.problems, Strings.load(preferred_language()), conclusion)


@dataclass(frozen=True, slots=True)
class Wording:
    """A problem in the words of one language; `help` and `note` may be empty."""

    kind: str
    message: str
    help: str
    note: str


def wording(problem: Problem, strings: Strings) -> Wording:
    """Say a problem in the language of the strings."""
    entry = strings.entry("problems", problem.rule)
    arguments = {
        name: for_terminal(str(value), LONGEST_QUOTE if name in QUOTED else None)
        for name, value in problem.arguments.items()
    }
    return Wording(
        kind=strings("report.advice" if problem.is_advice else "report.error"),
        message=_first_complete(entry["message"], arguments),
        help=_first_complete(entry.get("help", []), arguments),
        note=_first_complete(entry.get("note", []), arguments),
    )


def render(problem: Problem, strings: Strings) -> str:
    """Say one problem in the format of rustc: message, places, help, note."""
    words = wording(problem, strings)
    lines = [f"{words.kind}: {words.message}"]
    lines += [f"  --> {place}" for place in problem.places]
    if words.help:
        lines.append(f"  {strings('report.help')}: {words.help}")
    if words.note:
        lines.append(f"  {strings('report.note')}: {words.note}")
    return "\n".join(lines)


def report(
    problems: Sequence[Problem], strings: Strings, conclusion: str = "", advice_in: str = ""
) -> str:
    """Say all problems, then count them and say what follows, such as `report.nothing-built`.

    Where a command `advice_in` lists the advice, it is named, and the advice is only counted.
    """
    told = [problem for problem in problems if not (advice_in and problem.is_advice)]
    blocks = [render(problem, strings) for problem in told]
    if advice_in and (by_file := advice_by_file(problems, strings, advice_in)):
        blocks.append(by_file)
    return for_log("\n\n".join([*blocks, count(problems, strings, conclusion)]))


def advice_by_file(problems: Sequence[Problem], strings: Strings, command: str) -> str:
    """How many pieces of advice there are in each file, and the command that lists them."""
    files = Counter(problem.places[0].path for problem in problems if problem.is_advice)
    lines = [
        strings(
            "report.count",
            problems=strings("report.advice-count", n=n),
            files=for_terminal(path),
        )
        for path, n in files.items()
    ]
    lines.append(strings("report.advice-in", command=for_terminal(command)))
    return "\n".join(lines) if files else ""


def count(problems: Sequence[Problem], strings: Strings, conclusion: str = "") -> str:
    """How many problems and pieces of advice there are, in how many files."""
    counts = []
    for kind in ("problems", "advice"):
        some = [problem for problem in problems if problem.is_advice == (kind == "advice")]
        files = {place.path for problem in some for place in problem.places}
        if some:
            counts.append(
                strings(
                    "report.count",
                    problems=strings(f"report.{kind}-count", n=len(some)),
                    files=strings("report.files", n=len(files)),
                )
            )
    if conclusion:
        counts.append(strings(conclusion))
    return strings("report.separator").join(counts)


def _first_complete(templates: str | Sequence[str], arguments: Mapping[str, str]) -> str:
    """The first template whose arguments were all given, filled in; "" if there is none."""
    for template in [templates] if isinstance(templates, str) else templates:
        names = {name for _, name, _, _ in string.Formatter().parse(template) if name}
        if names <= arguments.keys():
            return template.format_map(arguments)
    return ""
