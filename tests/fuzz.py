"""Looks for contributions that end in an exception, following what code they reach.

`make fuzz` runs it for 100,000 cases. It needs atheris, which has wheels for Linux and few versions
of Python, and is therefore in no lock file. A case that fails, or takes longer than `-timeout`
seconds, is left in the folder `fuzzing/` as libFuzzer has it, and printed as a text: it becomes a
file of the corpus in `tests/hostile/`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

with atheris.instrument_imports(
    include=["agora.content", "agora.safety", "agora.text", "agora.pages.fitting"]
):
    from fuzzing import MARKS, SIGNS, Sandbox, check_front_matter
    from hostile_cases import BODY, cases, written

NAMES = (
    "cas.fr.md",
    "cas.en.md",
    "cas.md",
    "cas/vue.png",
    "cas/Vue.png",
    "cities.yml",
    "x",
    "é.md",
)

sandbox = Sandbox(Path(tempfile.mkdtemp(prefix="agora-fuzz-")))


def text(data: atheris.FuzzedDataProvider, pieces: tuple[str, ...]) -> str:
    """Pieces of a language, and anything at all, one after the other."""
    parts: list[str] = []
    while data.remaining_bytes() and len(parts) < 200:
        choice = data.ConsumeIntInRange(0, len(pieces) + 8)
        if choice < len(pieces):
            parts.append(pieces[choice])
        else:
            parts.append(data.ConsumeUnicodeNoSurrogates(data.ConsumeIntInRange(1, 24)))
    return "".join(parts)


def try_one(content: bytes) -> None:
    """One contribution: its first byte says of which kind."""
    data = atheris.FuzzedDataProvider(content)
    kind = data.ConsumeIntInRange(0, 15)
    case: object = content
    try:
        if kind < 4:
            case = f"---\n{text(data, SIGNS)}\n---\n"
            check_front_matter(case)
        elif kind < 8:
            case = text(data, MARKS)
            sandbox.check_html(case)
        elif kind < 13:
            case = text(data, MARKS)
            sandbox.check_text(case)
        elif kind < 14:
            case = f"---\n{text(data, SIGNS)}\n---\n{BODY}".encode()
            sandbox.inspect({"cas.fr.md": case})
        elif kind < 15:
            case = written({}, BODY + text(data, MARKS))
            sandbox.inspect({"cas.fr.md": case})
        else:
            case = files = dict[str, bytes]()
            for _ in range(data.ConsumeIntInRange(1, 3)):
                name = NAMES[data.ConsumeIntInRange(0, len(NAMES) - 1)]
                files[name] = data.ConsumeBytes(data.ConsumeIntInRange(0, 200))
            sandbox.inspect(files)
    except Exception:
        print(f"\nthis case fails:\n{case!r}", file=sys.stderr)
        raise


def main() -> None:
    """Fuzz, beginning with the corpus; arguments are libFuzzer's."""
    seeds = Path(tempfile.mkdtemp(prefix="agora-seeds-"))
    for number, case in enumerate(cases()):
        seed = (case.document() or b"")[:2000]
        (seeds / f"{number}").write_bytes(seed)
    atheris.Setup([*sys.argv, str(seeds)], try_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
