"""The site's JavaScript outside a browser, in the Node that Playwright's wheel carries."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from html.entities import html5
from pathlib import Path
from typing import Any, Protocol

from playwright._impl._driver import compute_driver_executable
from selectolax.lexbor import LexborHTMLParser, LexborNode

JS = Path(__file__).parent / "js"
# A folder of the published site cannot say that its scripts are modules, but Node finds out.
NODE = (compute_driver_executable()[0], "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON")


class Mirror(Protocol):
    """Calls a function of `tests/js/mirror.js`, whose arguments and result are as in JSON."""

    def __call__(self, name: str, *arguments: Any) -> Any: ...


@contextmanager
def mirror() -> Iterator[Mirror]:
    """The form's modules. What one of them throws ends Node, and stands in its standard error."""
    pipe = subprocess.PIPE
    command = [*NODE, str(JS / "mirror.js")]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, encoding="utf-8") as node:
        stdin, stdout = node.stdin, node.stdout
        assert stdin and stdout
        print(json.dumps(html5), file=stdin)

        def call(name: str, *arguments: Any) -> Any:
            said: Any = [name, *arguments]
            while True:
                print(json.dumps(said), file=stdin, flush=True)
                answer = json.loads(stdout.readline())
                if "html" not in answer:
                    return answer.get("result")
                root = LexborHTMLParser(answer["html"]).body
                said = _tree(root) if root is not None else ["body", {}, []]

        yield call


def _tree(node: LexborNode) -> Any:
    """A text, or the name, the attributes and the nodes of an element, as `dom.js` has them."""
    if node.is_comment_node:
        return None
    if node.is_text_node:
        return node.text_content or ""
    children = [_tree(child) for child in node.iter(include_text=True)]
    values = {name: value or "" for name, value in node.attributes.items()}
    return [node.tag, values, children]
