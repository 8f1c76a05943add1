"""What the benchmarks ran on."""

from __future__ import annotations

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path


def machine() -> str:
    """Processor, cores, memory and system, on one line."""
    processor = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        named = re.search(r"(?m)^model name\s*: (.+)$", info.read_text("utf-8"))
        processor = named[1] if named else processor
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = ""
    if hasattr(os, "sysconf"):
        memory = f", {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"
    system = f"{platform.system()}, Python {platform.python_version()}"
    return f"{processor}, {cores} cores{memory}, {system}"


def versions() -> str:
    """The versions of what is compared."""
    names = ("mkdocs", "mkdocs-material", "mkdocs-static-i18n", "pagefind", "hugo", "zensical")
    return ", ".join(f"{name} {version(name)}" for name in names)
