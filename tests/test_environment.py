"""Templates give what Jinja gives, at less cost."""

import re
from pathlib import Path
from typing import Any

import material
import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from agora import hasten, lists_visible_files
from agora.rendering.frame import Once
from agora.strings import Strings

TEMPLATES = {
    "page": "{% extends 'base' %}{% block content %}"
    "{% for one in values %}{{ one }},{% endfor %}{% include 'part' %}{% endblock %}",
    "base": "<p>{% block content %}{% endblock %}</p>",
    "part": "{% for n in (1, 2) %}"
    "{{ t('count', n=n) }}, {{ t('plain') }}, {{ named() }};{% endfor %}"
    "{% from 'macros' import box, twice with context %}"
    "{% for n in values %}{% set m = n %}{{ box(m) }}{{ box() }}"
    "{% call twice('<a>', n=m) %}{{ m }}{% endcall %}"
    "{% call once('of ' ~ n) %}{% set o = m %}{{ o }}{{ page }}{% endcall %}{% endfor %}",
    "macros": "{% macro box(x='<none>') %}[{{ x }}{{ varargs | length }}]{% endmacro %}"
    "{% macro twice(a, n) %}{{ a }}{{ n }}{{ caller() }}{{ box(caller()) }}{% endmacro %}",
}


class Own:
    def __html__(self) -> str:
        return "<i>own</i>"


VALUES = [
    *("<b>", "<b>", "é & 'è'", "", Markup("<b>"), Markup("")),
    *(1, True, 1.0, 0, False, None, [1, "<"], ("<",), Own(), Own()),
]


@pass_context
def named(context: Context) -> str:
    return str(context.name)


def rendered(environment: Environment) -> str:
    strings = Strings("fr", {"plain": "l’eau <", "count": {"one": "un", "other": "{n} vœux"}})
    once = Once(remembers=False)  # only within a folder are parts the same
    given = {"values": VALUES, "t": strings, "named": named, "once": once, "page": "<here>"}
    return environment.get_template("page").render(given)


@pytest.mark.parametrize("autoescape", [True, False])
def test_a_page_is_what_jinja_makes_of_it(autoescape: bool) -> None:
    plain, hastened = (
        Environment(loader=DictLoader(TEMPLATES), autoescape=autoescape) for _ in range(2)
    )
    hasten(hastened)
    expected = rendered(plain)
    assert rendered(hastened) == expected
    assert rendered(hastened) == expected  # by what is remembered now


def test_what_is_hidden_is_found_and_not_listed(tmp_path: Path) -> None:
    ours, theme = tmp_path / "ours", tmp_path / "theme"
    for path in ("main.html", "assets/a.css", ".icons/ours.svg"):
        (ours / path).parent.mkdir(parents=True, exist_ok=True)
        (ours / path).write_text("ours")
    for path in ("main.html", "assets/b.css", "assets/.kept/c.css", "assets/.d", ".icons/x/y.svg"):
        (theme / path).parent.mkdir(parents=True, exist_ok=True)
        (theme / path).write_text("theme")
    folders = [ours, theme]

    def environment() -> Environment:
        return Environment(loader=FileSystemLoader(folders), autoescape=True)

    visible, whole = lists_visible_files(environment)(), environment()
    listed = ["assets/.d", "assets/a.css", "assets/b.css", "main.html"]
    assert visible.list_templates() == listed
    assert set(listed) < set(whole.list_templates())
    for name in whole.list_templates():
        assert visible.get_template(name).render() == whole.get_template(name).render()


@pytest.mark.parametrize("language", ["fr", "en", "ar", "he"])
def test_the_theme_says_what_it_says_by_itself(language: str) -> None:
    theme = FileSystemLoader(Path(material.__file__).parent / "templates")
    plain, hastened = Environment(loader=theme), Environment(loader=theme)
    hasten(hastened)
    ask = plain.from_string(
        "{% import 'partials/language.html' as lang with context %}{{ lang.t(key) }}"
    )
    english, _, _ = theme.get_source(plain, "partials/languages/en.html")
    theme_word: Any = hastened.globals["theme_word"]
    keys = re.findall(r'^  "([a-z.]+)":', english, re.MULTILINE)
    assert len(keys) > 40
    for key in [*keys, "no.such.key"]:
        expected = ask.render(config={"theme": {"language": language}}, key=key)
        assert theme_word(language, key) == expected
