"""The form on the page "Contribute" in a real browser: Debian's Chromium, headless."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, BrowserContext, Page, expect

import browsing
from agora.authoring.scaffold import propose_slug
from agora.cli import main
from agora.form.data import RULES
from agora.form.view import form
from agora.language.similar import most_similar
from agora.language.slugs import slugify
from agora.safety.characters import hidden
from agora.strings import LOCALES, Strings
from browsing import DESKTOP, IN_BROWSER, OVERFLOW, PHONE, Visit, arrive
from building import ROOT, build, copy_site, showcase
from conftest import Write
from form_cases import (
    LANGUAGES,
    Answers,
    Case,
    answers,
    cases,
    checked,
    document,
    files,
    load_site,
    said,
)
from pictures import picture

pytestmark = IN_BROWSER

CASES = cases()
PAGES = {"fr": "contribute/", "en": "en/contribute/"}
PICTURE = picture(".png", (1280, 800), weight=69_000)
messages = {language: Strings.load(language) for language in LANGUAGES}
words = {language: Strings.load(language, [LOCALES / "form"]) for language in LANGUAGES}


@pytest.fixture(scope="module")
def site(real_root: Path, real_site: str) -> tuple[Path, str]:
    """The folder of the real site, and the address at which it is served."""
    return real_root, real_site


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A new user's browser. Whatever leads out of the site is answered with an empty page."""
    context = browser.new_context(viewport=PHONE)
    context.route(
        "https://**", lambda route: route.fulfill(status=200, content_type="text/html", body="")
    )
    yield context
    context.close()


@pytest.fixture(scope="module")
def modules(browser: Browser, site: tuple[Path, str]) -> Iterator[Page]:
    """A page on which the modules of the form are at hand as `agora`."""
    page = browser.new_page()
    page.goto(site[1] + PAGES["fr"])
    page.evaluate(
        """async () => {
          const names = ["rules", "document", "names", "picture"];
          const folder = new URL(".", document.querySelector("script[type=module]").src);
          const loaded = await Promise.all(names.map((name) => import(`${folder}${name}.js`)));
          window.agora = Object.assign({}, ...loaded);
        }"""
    )
    yield page
    page.close()


@pytest.fixture(scope="module")
def around(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What the browser is told of the site around the table, by language."""
    root = tmp_path_factory.mktemp("around") / "site"
    shutil.copytree(ROOT / "tests" / "site", root)
    for name, text in files().items():
        (root / name).write_text(text, "utf-8")
    described = load_site(root)
    return {language: form(*described, messages[language]).data for language in LANGUAGES}


CHECK = """([answers, data, bytes]) => {
  const rules = new agora.Rules(data);
  const problems = rules.check(answers);
  const fault = bytes && agora.fault({ size: bytes }, {}, data.largestPicture);
  if (fault) problems.push(rules.messages.say(...fault));
  return [agora.write(answers, data.fields), problems];
}"""


def in_browser(page: Page, given: Answers, data: object, size: int = 0) -> tuple[str, list[dict]]:
    """The file that the form writes, and the problems that it tells."""
    file, problems = page.evaluate(CHECK, [given, data, size])
    for problem in problems:
        del problem["rule"]
        problem["field"] = problem["field"].partition(".")[0]
    return file, problems


def in_order(problems: list[dict]) -> list[dict]:
    """`agora check` tells problems in the order of their places, the form in its own."""
    return sorted(problems, key=lambda problem: json.dumps(problem, sort_keys=True))


def open_form(context: BrowserContext, site: tuple[Path, str], language: str = "fr") -> Page:
    page = context.new_page()
    page.goto(site[1] + PAGES[language])
    expect(page.locator("[data-form]")).to_be_visible()
    return page


def body(language: str) -> str:
    return (Path(__file__).parent / f"body.{language}.md").read_text("utf-8")


def fill(page: Page) -> None:
    """What somebody types in French, all of it sound."""
    page.fill("#f-title", "Le pont Hassan\u00a0II\u202f: deux rives")
    page.fill(
        "#f-summary", "Un pont bas qui rapproche les deux rives et ouvre la vallée aux piétons."
    )
    page.select_option("#f-axis", "infrastructure")
    page.select_option("#f-status", "running")
    page.fill("#f-year", "2011")
    page.fill("#f-partner-0", 'Agence "du" Bouregreg')
    page.keyboard.press("Enter")
    page.keyboard.type("Casa Transports")
    page.fill("#f-city", "Casablanca")
    page.fill("#f-body", f"## Le problème\n\n{body('fr')}\nIl mesure 1,5\u202fkm.")
    page.fill("#f-sources-0-title", "Le Matin\u202f: le pont")
    page.fill("#f-sources-0-url", "https://lematin.ma/pont?a=1&b=2")
    page.fill("#f-tags-0", "mobilité")
    settle(page)


def settle(page: Page) -> None:
    """Leave the field, so that what was typed is looked at."""
    page.locator(":focus").blur()


def shown(page: Page) -> str:
    """The file as the page shows it."""
    return page.input_value("[data-file]")


def told(page: Page) -> list[str]:
    """The messages beside the fields, without what is said to help."""
    return page.evaluate(
        """() => Array.from(document.querySelectorAll(".ag-problem"), (item) =>
          Array.from(item.childNodes)
            .filter((node) => !node.matches?.("strong, p, a"))
            .map((node) => node.textContent).join("").trim())"""
    )


# The same rules, words and bytes as in Python.


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_form_says_and_writes_what_python_does(
    case: Case, modules: Page, write: Write, around: dict[str, object]
) -> None:
    found = list(checked(write(files()), case.answers, case.size))
    for language in LANGUAGES:
        file, problems = in_browser(modules, case.answers, around[language], case.size)

        assert file == document(case.answers)
        if case.form is None:
            wanted = [
                said(problem, case.answers, messages[language])
                for problem in found
                if problem.rule in RULES
            ]
            assert in_order(problems) == in_order(wanted)
        brief = [
            {"field": problem["field"], "code": problem["code"], "message": problem["message"]}
            for problem in problems
        ]
        wanted = [
            {"field": row["field"], "code": row["code"], "message": row[language]}
            for row in case.of_form()
        ]
        assert in_order(brief) == in_order(wanted)


PIECES = (
    *(
        "[x](",
        "![",
        "](",
        ")",
        "(",
        "<a href=",
        "<img src='",
        "'",
        '"',
        "SRC = x",
        "[ref]: ",
        "[^1]: ",
    ),
    *(
        "javascript:",
        "https://a.b/",
        "http://c.d",
        "//x.y",
        "mailto:x",
        "quai.md",
        "../axes/social.md",
    ),
    *("&#106;", "&colon;", "%20", "%ff", "<!--", "-->", "{.x}", "`", "```\n", "## ", "-- | --"),
    *("\n", "\n\n", "\t", "\x0b", "\x85", "\xa0", "\u200b", "\u2028", "\u202f", "\ufeff"),
    *(": ", "; ", "! ", "?", "«", "»", "1,5", "31 000", "12 mars 2011", "May 2011", "2h10", "T3"),
    *("\u0663", "\u0131", "\U0001f600"),
)
pieces = st.sampled_from(PIECES)
texts = st.lists(pieces | st.text(st.characters(exclude_categories=("Cs", "Cn")), max_size=3)).map(
    "".join
)
# What hides in a text is a problem of its own, which the form does not know: it comes alone.
texts = texts.filter(lambda text: not any(hidden(text)))
# In a name, python-slugify resolves the entities of HTML 4, a browser those of HTML 5.
names = texts.filter(lambda text: "&colon;" not in text)


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.sampled_from(LANGUAGES), texts, texts, names)
def test_whatever_is_typed_the_form_says_and_writes_what_python_does(
    modules: Page, tmp_path: Path, language: str, text: str, title: str, partner: str
) -> None:
    root = tmp_path / "site"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(ROOT / "tests" / "site", root)
    data = form(*load_site(root), messages[language]).data
    typed = answers(language, {"body": text, "title": title, "partner": [partner, "ONCF"]})

    file, problems = in_browser(modules, typed, data)

    found = checked(root, typed)
    known = [problem for problem in found if problem.rule in RULES]
    assert in_order(problems) == in_order([said(p, typed, messages[language]) for p in known])
    assert file == document(typed)


def test_names_are_folded_alike(modules: Page, site: tuple[Path, str]) -> None:
    described, catalog = load_site(site[0])
    data = form(described, catalog, messages["fr"]).data
    every = [
        *(name for city in catalog.cities.values() for name in city.names.values()),
        *(name for partner in catalog.partners.values() for name in partner.names.values()),
        *(text.title for one in catalog.showcases.values() for text in one.texts.values()),
        *(f"x{chr(code)}y" for code in (*range(0x20, 0x700), *range(0x2000, 0x2400))),
        *("R&amp;D", "&eacute;", "&notes", "l’Œuvre d'Ægir", "ⴰⵎⵓⵔ", "☺", "🌉", "1,234", "Ⅷ½"),
        *("mot " * 30, "x" * 70, "Titre : suite", "12:30 heures", ": suite", "!!!"),
    ]

    folded, proposed = modules.evaluate(
        """([names, data]) => {
          const all = new agora.Names(data);
          return [names.map((name) => all.slugify(name)), names.map((name) => all.propose(name))];
        }""",
        [every, data],
    )

    assert dict(zip(every, folded, strict=True)) == {name: slugify(name) for name in every}
    assert dict(zip(every, proposed, strict=True)) == {name: propose_slug(name) for name in every}


def test_similar_names_are_found_alike(modules: Page, site: tuple[Path, str]) -> None:
    data = form(*load_site(site[0]), messages["fr"]).data
    known = ["Casablanca", "Barcelona", "Barcelone", "Fès", "Safi", "Le Cap", "Paris", "Reykjavik"]
    slips = [
        slip
        for name in known
        for i in range(len(name))
        for slip in (name[:i] + name[i + 1 :], f"{name[:i]}x{name[i:]}", name[:i] + name[i:][::-1])
    ]

    found = modules.evaluate(
        "([slips, known, data]) => { const all = new agora.Names(data);"
        " return slips.map((slip) => all.mostSimilar(slip, known)); }",
        [slips, known, data],
    )

    assert found == [most_similar(slip, known) for slip in slips]


# As a new user.


def test_filled_in_french_it_gives_a_file_that_check_accepts(
    context: BrowserContext, site: tuple[Path, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = open_form(context, site)
    fill(page)
    expect(page.locator("[data-status]")).to_have_text(
        words["fr"]("script.status.done", counts="1 conseil")
        if page.locator(".ag-problem--advice").count()
        else words["fr"]("script.status.sound")
    )
    assert page.input_value("#f-slug") == "le-pont-hassan-ii"

    with page.expect_download() as download:
        page.click("[data-way=download]")
    with context.expect_page() as opened:
        page.click("[data-way=open]")

    assert download.value.suggested_filename == "le-pont-hassan-ii.fr.md"
    saved = Path(download.value.path()).read_bytes()
    address = urlsplit(opened.value.url)
    assert address.geturl().startswith(f"{site[1]}forge/new/main/showcases?")
    assert parse_qs(address.query, strict_parsing=True) == {
        "filename": ["le-pont-hassan-ii.fr.md"],
        "value": [saved.decode()],
    }
    root = tmp_path / "agora"
    shutil.copytree(site[0], root, ignore=shutil.ignore_patterns("site"))
    monkeypatch.chdir(root)
    path = root / "showcases" / "le-pont-hassan-ii.fr.md"
    path.write_bytes(saved)
    assert main(["check", str(path)]) == 0
    expect(page.locator("[data-sent]")).to_contain_text(words["fr"]("script.sent"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_filled_wrongly_it_says_what_check_says(
    context: BrowserContext, site: tuple[Path, str], tmp_path: Path, language: str
) -> None:
    page = open_form(context, site, language)
    page.fill("#f-title", 'Un pont: "deux" rives ' + "très " * 20)
    page.fill("#f-summary", "Trop court")
    page.select_option("#f-axis", "social")
    page.fill("#f-partner-0", "!!!")
    page.fill("#f-city", "Casabalnca")
    page.fill("#f-year", "12")
    page.fill("#f-body", "Il mesure 1,5 km [là](perdu.md), <b> ![](https://a.b/c.png)")
    page.fill("#f-links-0-title", "Sans adresse")
    page.fill("#f-slug", "pont")
    page.click("[data-way=open]")

    expect(page.locator("[data-mending]")).to_be_focused()
    root = tmp_path / "agora"
    shutil.copytree(site[0], root, ignore=shutil.ignore_patterns("site"))
    (root / "showcases" / f"pont.{language}.md").write_text(shown(page), "utf-8", newline="")
    given = answers(language, {"slug": "pont"})
    found = checked(root, given, text=shown(page))
    wanted = [said(problem, given, messages[language])["message"] for problem in found]
    assert len(wanted) > 9
    assert sorted(told(page)) == sorted(message.replace("`", "") for message in wanted)
    invalid = page.locator("[aria-invalid=true]").evaluate_all("all => all.map((one) => one.id)")
    assert invalid == [
        *("f-title", "f-summary", "f-year", "f-partner-0", "f-city", "f-body"),
        "f-links-0-url",
    ]


def test_a_problem_shows_when_its_field_is_left_and_goes_when_it_is_mended(
    context: BrowserContext, site: tuple[Path, str]
) -> None:
    page = open_form(context, site, "en")
    page.focus("#f-year")
    page.keyboard.type("12")
    assert told(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#f-year-problems .ag-problem")).to_have_count(1)
    assert page.get_attribute("#f-year", "aria-invalid") == "true"
    assert "f-year-problems" in page.get_attribute("#f-year", "aria-describedby").split()
    code = page.locator("#f-year-problems a")
    assert code.evaluate("link => link.href") == f"{site[1]}en/contribute/problems/#ag318"
    page.fill("#f-year", "2012")
    expect(page.locator("#f-year-problems .ag-problem")).to_have_count(0)
    assert page.get_attribute("#f-year", "aria-invalid") is None
    assert told(page) == []


def test_a_button_stays_under_the_pointer_that_presses_it(
    context: BrowserContext, site: tuple[Path, str]
) -> None:
    page = open_form(context, site)
    page.fill("#f-slug", "Pont Bleu")
    page.hover("[data-way=open]")
    page.mouse.down()
    expect(page.locator("#f-slug")).not_to_be_focused()
    page.mouse.up()
    expect(page.locator("[data-mending]")).to_be_focused()
    expect(page.locator("#f-slug-problems")).to_contain_text("AG101")


def test_a_name_in_use_is_refused_and_a_file_needs_one(
    context: BrowserContext, site: tuple[Path, str]
) -> None:
    page = open_form(context, site)
    page.fill("#f-title", "🌉")
    page.fill("#f-slug", "x")
    page.fill("#f-slug", "")
    settle(page)
    expect(page.locator("#f-slug-problems")).to_contain_text("le fichier n’a pas de nom")
    page.fill("#f-slug", "chikaya-maroc")
    settle(page)
    expect(page.locator("#f-slug-problems")).to_contain_text("il y a déjà un showcase nommé")


def test_a_draft_is_kept_until_it_is_cleared(
    context: BrowserContext, site: tuple[Path, str]
) -> None:
    page = open_form(context, site)
    fill(page)
    page.fill("#f-slug", "mon-pont")
    settle(page)
    before = shown(page)
    page.reload()
    expect(page.locator("[data-draft]")).to_have_text(words["fr"]("script.draft.found"))
    assert shown(page) == before
    assert page.input_value("#f-slug") == "mon-pont"
    assert page.input_value("#f-partner-1") == "Casa Transports"
    assert told(page) == []

    page.click("[data-clear]")
    expect(page.locator("[data-undo]")).to_be_focused()
    assert page.input_value("#f-title") == ""
    page.keyboard.press("Enter")
    assert shown(page) == before
    page.click("[data-clear]")
    page.reload()
    expect(page.locator("[data-clear]")).to_be_hidden()
    assert page.input_value("#f-title") == ""


def test_what_was_just_typed_is_kept_when_the_page_is_left(
    context: BrowserContext, site: tuple[Path, str]
) -> None:
    page = open_form(context, site)
    page.focus("#f-title")
    page.keyboard.type("Un pont")
    page.goto(site[1] + PAGES["en"])
    assert page.input_value("#f-title") == "Un pont"
    assert page.input_value("#f-language") == "fr"


@pytest.mark.parametrize("saved", ["{", "null", '"x"', '{"answers": {"title": 1, "links": "x"}}'])
def test_a_draft_that_cannot_be_read_does_no_harm(
    context: BrowserContext, site: tuple[Path, str], saved: str
) -> None:
    visit = Visit(context.new_page())
    visit.page.goto(site[1])
    visit.page.evaluate("saved => localStorage.setItem('agora draft /', saved)", saved)
    visit.page.goto(site[1] + PAGES["fr"])
    expect(visit.page.locator("[data-form]")).to_be_visible()
    assert visit.complaints == []


def test_where_nothing_can_be_kept_the_form_says_so(
    context: BrowserContext, site: tuple[Path, str]
) -> None:
    context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError'); }"
    )
    page = open_form(context, site)
    page.fill("#f-title", "Un pont")
    settle(page)
    expect(page.locator("[data-draft]")).to_have_text(words["fr"]("script.draft.none"))


def test_too_long_for_an_address_says_so_and_offers_the_rest(
    context: BrowserContext, site: tuple[Path, str]
) -> None:
    page = open_form(context, site)
    fill(page)
    expect(page.locator("[data-way=open]")).to_be_visible()
    page.fill("#f-body", body("fr") * 8)
    settle(page)
    expect(page.locator("[data-way=open]")).to_be_hidden()
    expect(page.locator("[data-too-long]")).to_contain_text("8\u202f000")
    with page.expect_download() as download:
        page.click("[data-way=download]")
    assert Path(download.value.path()).read_text("utf-8") == shown(page)


def test_the_text_is_copied_or_selected(context: BrowserContext, site: tuple[Path, str]) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_form(context, site)
    fill(page)
    page.click("[data-way=copy]")
    expect(page.locator("[data-sent]")).to_contain_text(words["fr"]("script.copied"))
    assert page.evaluate("navigator.clipboard.readText()") == shown(page)

    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(Error('no')); }")
    page.click("[data-way=copy]")
    expect(page.locator("[data-sent]")).to_contain_text(words["fr"]("script.not-copied"))
    selected = "(area => area.value.slice(area.selectionStart, area.selectionEnd))"
    assert page.evaluate(f"{selected}(document.activeElement)") == shown(page)


def test_a_picture_is_checked_and_goes_along(
    context: BrowserContext, site: tuple[Path, str]
) -> None:
    page = open_form(context, site)
    fill(page)
    note = page.locator("[data-picture]")
    problems = page.locator("#f-image-file-problems")
    page.set_input_files(
        "#f-image-file", {"name": "home.png", "mimeType": "image/png", "buffer": PICTURE}
    )
    expect(note).to_have_text("home.png\u202f: 1\u202f280 × 800 pixels, 69\u202fko.")
    page.click("[data-way=open]")
    expect(page.locator("#f-image-alt-problems")).to_contain_text("AG304")
    page.fill("#f-image-alt", "La page d’accueil")
    settle(page)
    expect(page.locator("[data-with-picture]")).to_contain_text(
        "showcases/le-pont-hassan-ii/home.png"
    )
    assert '\nimage:\n  file: "home.png"\n  alt: "La page d’accueil"\n' in shown(page)
    with page.expect_download() as download:
        page.click("[data-way=picture]")
    assert Path(download.value.path()).read_bytes() == PICTURE

    page.reload()
    expect(note).to_have_text(words["fr"]("script.picture-again", file="home.png"))
    page.click("[data-picture-remove]")
    expect(page.locator("#f-image-file")).to_be_focused()
    assert "home.png" not in shown(page)

    for file, code in (
        ({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"}, "ne se lit pas"),
        ({"name": "a.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"}, "AG323"),
        ({"name": "a.png", "mimeType": "image/png", "buffer": bytes(5_000_001)}, "AG110"),
    ):
        page.set_input_files("#f-image-file", file)
        expect(problems).to_contain_text(code)


def test_the_preview_follows(context: BrowserContext, site: tuple[Path, str]) -> None:
    page = open_form(context, site, "en")
    card = page.locator("[data-card]")
    expect(card).to_contain_text("Your title")
    page.select_option("#f-language", "fr")
    fill(page)
    expect(card.locator("h4")).to_have_text("Le pont Hassan\u00a0II\u202f: deux rives")
    expect(card.locator("h4")).to_have_attribute("lang", "fr")
    expect(card.locator("dl")).to_contain_text("Casablanca, Morocco")
    expect(card.locator("dt").first).to_have_text("Partners")
    expect(card.locator("[data-axis]")).to_have_text("Infrastructure")
    assert card.locator("svg").count() == 1
    expect(page.locator("#f-title")).to_have_attribute("lang", "fr")
    expect(page.locator("[data-path]")).to_have_text("showcases/le-pont-hassan-ii.fr.md")


def test_markup_that_is_typed_stays_text(context: BrowserContext, site: tuple[Path, str]) -> None:
    visit = Visit(open_form(context, site))
    hostile = "<img src=x onerror=alert(1)> `</script><script>alert(2)</script>`"
    for field in ("title", "summary", "city", "partner-0", "year", "slug", "sources-0-url"):
        visit.page.fill(f"#f-{field}", hostile)
    visit.page.fill("#f-body", f"[x]({hostile})")
    visit.page.click("[data-way=open]")
    expect(visit.page.locator("[data-mending]")).to_be_focused()
    assert visit.page.locator("[data-form] img").count() == 0
    assert visit.complaints == []
    assert visit.requests == []


def test_a_published_name_cannot_break_out_of_the_page(tmp_path: Path) -> None:
    root = copy_site(tmp_path / "agora")
    hostile = "</script><script>alert(1)</script><!--"
    text = showcase(partner=f"'{hostile}'")
    (root / "showcases" / "pont.fr.md").write_text(text, "utf-8")
    for address in PAGES.values():
        built = build(root).page(address)
        (data,) = built.cssselect("script[data-form-data]")
        assert json.loads(data.text)["partners"][0]["names"] == {"fr": hostile}
        assert "alert(1)" not in {script.text for script in built.cssselect("script")}
        suggestions = built.cssselect("#f-known-partners option")
        assert [one.get("value") for one in suggestions] == [hostile]


def test_it_is_filled_in_by_keyboard_alone(context: BrowserContext, site: tuple[Path, str]) -> None:
    page = open_form(context, site)
    keyboard = page.keyboard

    def to(selector: str) -> None:
        for _ in range(80):
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
            keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {selector}")

    to("#f-title")
    keyboard.type("Un pont")
    keyboard.press("Enter")
    to("#f-axis")
    keyboard.press("ArrowDown")
    to("#f-partner-0")
    keyboard.type("ONCF")
    to("[data-list=partner] [data-add]")
    keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "f-partner-1"
    keyboard.type("RADEEC")
    to("[data-list=partner] li:last-child [data-remove]")
    keyboard.press("Space")
    assert page.evaluate("document.activeElement.id") == "f-partner-0"
    to("[data-way=open]")
    keyboard.press("Enter")
    expect(page.locator("[data-mending]")).to_be_focused()
    assert len(context.pages) == 1
    keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Résumé"
    keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "f-summary"
    assert 'partner: "ONCF"\n' in shown(page)


def test_every_input_has_a_name_a_description_and_a_size_to_hit(
    context: BrowserContext, site: tuple[Path, str]
) -> None:
    page = open_form(context, site)
    page.click("[data-list=sources] [data-add]")
    for control in page.locator(
        "[data-form] :is(input, select, textarea, button):visible"
    ).element_handles():
        name = control.evaluate(
            "one => one.labels?.[0]?.textContent || one.ariaLabel || one.innerText"
        )
        assert name.strip()
        box = control.bounding_box()
        assert box["height"] >= 24, name
        for id_ in (control.get_attribute("aria-describedby") or "").split():
            assert page.locator(f"[id='{id_}']").count() == 1, (name, id_)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    browser: Browser, site: tuple[Path, str], language: str, size: dict, scheme: str
) -> None:
    axe = Axe()
    context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    page = open_form(context, site, language)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    options = {"runOnly": {"type": "tag", "values": tags}}
    for wrong in (False, True):
        if wrong:
            page.fill("#f-title", "x" * 200)
            page.fill("#f-body", "Un mot: [là](perdu.md) 12 " + "x" * 200)
            page.click("[data-list=sources] [data-add]")
            page.click("[data-way=open]")
            expect(page.locator("[data-mending]")).to_be_focused()
        browsing.settle(page)  # colours change slowly
        found = axe.run(page, context=".agora", options=options).response["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
        assert page.evaluate(OVERFLOW) <= 0
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_javascript_the_ways_by_hand_are_there(
    browser: Browser, site: tuple[Path, str], language: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(site[1] + PAGES[language])
    expect(page.locator("[data-form]")).to_be_hidden()
    assert page.locator(".ag-prose ol > li").count() == 3
    expect(page.locator(".ag-prose")).to_contain_text("agora check")
    expect(page.locator("main a[href$='/forge']")).to_be_visible()
    context.close()


def test_the_form_asks_nobody_and_runs_nothing_inline(
    context: BrowserContext, site: tuple[Path, str]
) -> None:
    visit = Visit(context.new_page())
    arrive(visit.page, site[1] + PAGES["fr"])
    fill(visit.page)
    assert visit.complaints == []
    assert visit.failures == []
    assert all(url.startswith((site[1], "data:")) for url in visit.requests)
    source = (site[0] / "site" / PAGES["fr"] / "index.html").read_text("utf-8")
    _, _, rest = source.partition('<section class="ag-form')
    inside, _, _ = rest.partition('<script type="application/json"')
    assert inside
    assert " style=" not in inside
    assert " on" not in {piece[:3] for piece in inside.split("<")}
