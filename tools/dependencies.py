"""What we depend on: known vulnerabilities, and licences that we may not pass on.

    python tools/dependencies.py PIP_AUDIT

Asks PyPI's advisories about every version in `requirements*.txt`, with the program PIP_AUDIT, and
npm's about the `package-lock.json` of `tools/audit/` and `tools/web/`; then reads the licences of
what is installed. Ends with 1 for a vulnerability or a licence that is not allowed, and with 2
where somebody could not be asked: nothing is taken for well that was not looked at.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
NPM = tuple(ROOT / "tools" / name / "package-lock.json" for name in ("audit", "vendor", "web"))

ALLOWED = frozenset(
    {
        *("0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC"),
        *("MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0", "Python-2.0", "Unlicense", "Zlib"),
    }
)
"""Licences, by SPDX's names, of programs that anyone may use, change and pass on with ours. The
MPL asks that changed files of its own stay open, which they do."""

SPOKEN: Mapping[str, str] = {
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "New BSD": "BSD-3-Clause",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}
"""What distributions say that do not use SPDX's names."""

EXAMINED: Mapping[str, str] = {
    "axe-playwright-python": "its metadata says nothing; its LICENSE is MIT's",
    "parse-cache-control": "BSD-3-Clause, in a field that npm does not read",
    "pypdfium2": "BSD-3-Clause and Apache-2.0, and PDFium's own, which are like them",
    "resvg-py": "MIT, in its LICENSE alone",
    "svg-tags": "MIT, in a field that npm does not read",
    "text-unidecode": "the Artistic License, which one may choose instead of the GPL",
}
"""Distributions whose licences were read by a person, with what that found."""


class Verdict(NamedTuple):
    """What came of asking: what is wrong, and what could not be asked."""

    wrong: list[str]
    unasked: list[str]


def locked(path: Path) -> list[str]:
    """The names in a lock file."""
    return re.findall(r"^([A-Za-z0-9._-]+)==", path.read_text("utf-8"), re.M)


def vulnerabilities(report: Mapping[str, Any]) -> Verdict:
    """What pip-audit's report says, whose exit status takes what it has skipped for well."""
    wrong, unasked = [], []
    for one in report["dependencies"]:
        if "skip_reason" in one:
            unasked.append(one["name"])
        for advisory in one.get("vulns", ()):
            mended = ", ".join(advisory["fix_versions"]) or "no version"
            wrong.append(f"{one['name']} {one['version']}: {advisory['id']}, mended in {mended}")
    return Verdict(wrong, unasked)


def licences(names: Iterable[str]) -> Verdict:
    """The distributions whose licences are not allowed, and those that are not installed here."""
    wrong, unasked = [], []
    for name in sorted(set(names)):
        try:
            said = licence(distribution(name))
        except PackageNotFoundError:
            unasked.append(name)
            continue
        if name not in EXAMINED and not is_allowed(said):
            wrong.append(f"{name}: {said or 'no licence'}")
    return Verdict(wrong, unasked)


def licence(one: Distribution) -> str:
    """What a distribution says of its licence, as an SPDX expression where that can be made."""
    metadata = one.metadata
    if "License-Expression" in metadata:
        return metadata["License-Expression"]
    classifiers = [
        classifier.rpartition(" :: ")[2]
        for classifier in metadata.get_all("Classifier", [])
        if classifier.startswith("License :: ") and classifier != "License :: OSI Approved"
    ]
    spoken = classifiers or ["".join(metadata.get_all("License", [])).strip().partition("\n")[0]]
    return " AND ".join(SPOKEN.get(one, one) for one in spoken)


def is_allowed(expression: str) -> bool:
    """Whether an SPDX expression, of choices between conjunctions, gives one that is allowed."""
    choices = re.sub(r"[()]", "", expression).split(" OR ")
    return any(all(part.strip() in ALLOWED for part in one.split(" AND ")) for one in choices)


def npm_licences(lock: Mapping[str, Any]) -> list[str]:
    """The packages of an npm lock file whose licences are not allowed."""
    return [
        f"{path.rpartition('node_modules/')[2]}: {one.get('license', 'no licence')}"
        for path, one in lock["packages"].items()
        if path
        and path.rpartition("node_modules/")[2] not in EXAMINED
        and not is_allowed(one.get("license", ""))
    ]


def _run(*command: str, cwd: Path = ROOT) -> Any:
    """The JSON that a program prints; None where it prints something else."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)  # noqa: S603
    try:
        return json.loads(done.stdout)
    except ValueError:
        return None


def _asked(pip_audit: str) -> Iterator[tuple[str, Verdict]]:
    for path in sorted(ROOT.glob("requirements*.txt")):
        options = ("--disable-pip", "--require-hashes", "--progress-spinner=off", "--format=json")
        report = _run(pip_audit, *options, "--requirement", str(path))
        unknown = Verdict([], locked(path))
        yield path.name, unknown if report is None else vulnerabilities(report)
    for path in NPM:
        name = str(path.relative_to(ROOT))
        audit = ("npm", "audit", "--package-lock-only", "--json")
        report = _run(*audit, cwd=path.parent) if _npm() else None
        if report is None or "vulnerabilities" not in report:
            yield name, Verdict([], ["npm's packages"])
        else:
            yield name, Verdict(sorted(report["vulnerabilities"]), [])


def _npm() -> bool:
    return shutil.which("npm") is not None


def main() -> int:
    """Ask, and say what came of it."""
    wrong = unasked = 0
    for name, verdict in _asked(sys.argv[1]):
        wrong += len(verdict.wrong)
        unasked += len(verdict.unasked)
        print(f"{name}: {len(verdict.wrong)} known vulnerabilities", *verdict.wrong, sep="\n  ")
        if verdict.unasked:
            print(f"  NOT AUDITED, the advisories could not be asked: {', '.join(verdict.unasked)}")
    names = [name for path in ROOT.glob("requirements*.txt") for name in locked(path)]
    verdict = licences(names)
    locks = [json.loads(path.read_text("utf-8")) for path in NPM]
    refused = [*verdict.wrong, *(one for lock in locks for one in npm_licences(lock))]
    print(f"licences: {len(refused)} that are not allowed", *refused, sep="\n  ")
    if verdict.unasked:
        print(f"  not installed here, so not read: {', '.join(verdict.unasked)}")
    if wrong or refused:
        return 1
    return 2 if unasked else 0


if __name__ == "__main__":
    raise SystemExit(main())
