"""The policies as they are written: what pages may do, and who may frame them."""

from __future__ import annotations

from agora.hosting.policy import HEADERS, content_security_policy, headers, inline_scripts
from building import ROOT

SCRIPTS = inline_scripts(ROOT / "overrides")


def directives(policy: str) -> dict[str, list[str]]:
    parts = (part.split() for part in policy.split(";"))
    return {name: sources for name, *sources in parts}


def test_scripts_are_allowed_one_by_one() -> None:
    policy = directives(content_security_policy(SCRIPTS))
    assert len(SCRIPTS) >= 4
    assert policy["default-src"] == ["'none'"]
    assert policy["base-uri"] == ["'none'"]
    digests = [source for source in policy["script-src"] if source.startswith("'sha256-")]
    assert len(digests) == len(SCRIPTS)
    assert set(policy["script-src"]) == {"'self'", "'wasm-unsafe-eval'", *digests}
    elsewhere = [source for name, sources in policy.items() for source in sources if ":" in source]
    assert set(elsewhere) <= {"data:", "blob:"}
    assert [name for name, sources in policy.items() if "'unsafe-inline'" in sources] == [
        "style-src-attr"
    ]


def test_only_what_is_made_to_be_embedded_may_be_framed_by_others() -> None:
    policy = content_security_policy(SCRIPTS)
    ours, anyone = headers(policy), headers(policy, anyone=True)
    assert directives(ours["Content-Security-Policy"])["frame-ancestors"] == ["'self'"]
    assert directives(anyone["Content-Security-Policy"])["frame-ancestors"] == ["*"]
    assert set(ours) == set(anyone) == {"Content-Security-Policy", *HEADERS}


def test_a_digest_is_the_one_that_the_standard_gives() -> None:
    # https://www.w3.org/TR/CSP2/#script-src-hash-usage
    policy = content_security_policy(["alert('Hello, world.');"])
    assert "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='" in policy
