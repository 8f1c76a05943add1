"""Questions at a terminal: plain lines, so that screen readers and any terminal can follow.

Where Python has readline, the Tab key completes from what is offered.
"""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Callable, Sequence

from agora.problems import Problem, wording
from agora.safety.output import for_log, for_terminal
from agora.strings import Strings

try:
    import readline
except ImportError:  # Windows
    readline = None  # type: ignore[assignment]

Check = Callable[[str], Sequence[Problem | str]]
"""What is wrong with an answer: rules it breaks, or a sentence."""

WIDEST = 90
"""Columns of a text at most: longer lines are hard to follow."""

LONGEST_NAME = 38
"""Characters of a name in a list, so that two columns fit most terminals."""

_BOLD, _RED, _PLAIN = "\x1b[1m", "\x1b[31m", "\x1b[0m"


class Console:
    """Asks in the language of `words`; `strings` says problems. EOFError ends the questions."""

    def __init__(self, words: Strings, strings: Strings) -> None:
        self._words = words
        self._strings = strings
        self._styled = sys.stdout.isatty() and "NO_COLOR" not in os.environ

    def say(self, text: str = "") -> None:
        """Print a text, broken between words at the width of the terminal."""
        print(wrapped(for_log(text)))

    def title(self, text: str, help_: str = "") -> None:
        print()
        print(self._style(_BOLD, text))
        if help_:
            self.say(help_)

    def refuse(self, problems: Sequence[Problem | str]) -> None:
        """Say what is wrong, in the words of `agora check`."""
        for problem in problems:
            if isinstance(problem, str):
                print(f"{self._style(_RED, self._strings('report.error'))}: {problem}")
                continue
            words = wording(problem, self._strings)
            print(f"{self._style(_RED, words.kind)}: {words.message}")
            for name in ("help", "note"):
                if text := getattr(words, name):
                    self.say(f"  {self._strings(f'report.{name}')}: {text}")

    def line(self, *, default: str = "", written: str = "", offered: Sequence[str] = ()) -> str:
        """One line; empty means the default. `written` stands there already."""
        prompt = f"[{default}] > " if default else "> "
        if readline:
            _offer(offered)
            readline.set_startup_hook(lambda: readline.insert_text(written))
        try:
            return input(prompt).strip() or default
        finally:
            if readline:
                readline.set_startup_hook()
                _offer(())

    def ask(
        self,
        check: Check,
        *,
        default: str = "",
        offered: Sequence[str] = (),
        keeps: bool = False,
    ) -> str:
        """One line, again until nothing is wrong with it. `?` lists what is offered.

        With `keeps`, a wrong answer stands there again to be corrected.
        """
        written = ""
        listed = False
        while True:
            answer = self.line(default=default, written=written, offered=offered)
            if answer == "?" and offered:
                self.list_(offered)
                listed = True
                written = ""
                continue
            if listed and answer.isdecimal() and 1 <= int(answer) <= len(offered):
                answer = offered[int(answer) - 1]
                self.say(f"  {answer}")
            problems = check(answer)
            if not problems:
                return answer
            self.refuse(problems)
            written = answer if keeps else ""

    def choose(self, options: Sequence[str], *, default: int | None = None) -> int | None:
        """The index of one of numbered options; `default` where the line is empty."""
        for number, option in enumerate(options, 1):
            print(f"  {number}  {for_terminal(option)}")
        while True:
            answer = self.line(default=str(default + 1) if default is not None else "")
            if not answer:
                return None
            if answer.isdecimal() and 1 <= int(answer) <= len(options):
                return int(answer) - 1
            self.say(self._words("prompts.number", n=len(options)))

    def agrees(self, question: str, *, default: bool) -> bool:
        """Whether the answer to a question is yes."""
        yes, no = self._words("prompts.agreed"), self._words("prompts.declined")
        choices = f"{yes.capitalize()}/{no}" if default else f"{yes}/{no.capitalize()}"
        while True:
            answer = input(f"{question} [{choices}] ").strip().casefold()
            if not answer:
                return default
            if answer[0] in (yes[0], no[0]):
                return answer[0] == yes[0]

    def list_(self, names: Sequence[str]) -> None:
        """Numbered names, in as many columns as the terminal has room for."""
        shown = (for_terminal(name, LONGEST_NAME) for name in names)
        cells = [f"{number:>3}  {name}" for number, name in enumerate(shown, 1)]
        width = max(map(_columns, cells)) + 2
        columns = max(1, shutil.get_terminal_size().columns // width)
        rows = -(-len(cells) // columns)
        for row in range(rows):
            line = (cell + " " * (width - _columns(cell)) for cell in cells[row::rows])
            print("".join(line).rstrip())

    def _style(self, style: str, text: str) -> str:
        return f"{style}{text}{_PLAIN}" if self._styled else text


def wrapped(text: str) -> str:
    """A text broken between words at the width of the terminal; commands to copy stay whole."""
    width = min(shutil.get_terminal_size().columns, WIDEST)
    lines = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip(" "))]
        if line.lstrip(" ").startswith(("agora ", "git ")):
            lines.append(line)
        else:
            lines.append(
                textwrap.fill(line, width, subsequent_indent=indent, break_long_words=False)
            )
    return "\n".join(lines)


def _offer(names: Sequence[str]) -> None:
    """Let the Tab key complete a whole line from names, whatever the case and accents."""

    def complete(text: str, state: int) -> str | None:
        matches = [name for name in names if _fold(name).startswith(_fold(text))]
        return matches[state] if state < len(matches) else None

    readline.set_completer_delims("")
    readline.set_completer(complete)
    is_libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if is_libedit else "tab: complete")


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
