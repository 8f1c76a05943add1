"""Problems: what is wrong in a file, where, by which rule, and how it is told."""

from agora.problems.problem import (
    LONGEST_QUOTE,
    QUOTED,
    AgoraError,
    ContentError,
    Place,
    Problem,
    Wording,
    advice_by_file,
    count,
    render,
    report,
    wording,
)

__all__ = [
    "LONGEST_QUOTE",
    "QUOTED",
    "AgoraError",
    "ContentError",
    "Place",
    "Problem",
    "Wording",
    "advice_by_file",
    "count",
    "render",
    "report",
    "wording",
]
