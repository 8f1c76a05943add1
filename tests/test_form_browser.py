"""The form on the page "Contribute" in a real browser: Debian's Chromium, headless."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from html.entities import html5
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, FilePayload, Page, ViewportSize, expect

import browsing
from agora.cli import main
from agora.strings import LOCALES, Strings
from browsing import DESKTOP, IN_BROWSER, PHONE, Visit
from building import build, copy_site, showcase
from form_cases import LANGUAGES, answers, browser_data, cases, checked, said
from node import mirror
from pictures import picture
from probes import axe, sticking_out

pytestmark = IN_BROWSER

PAGES = {"fr": "contribute/", "en": "en/contribute/"}
PICTURE = picture(".png", (1280, 800), weight=69_000)
messages = {language: Strings.load(language) for language in LANGUAGES}
words = {language: Strings.load(language, [LOCALES / "form"]) for language in LANGUAGES}


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Visit]:
    """A browser that holds what the page needs, which takes most of a second to come by."""
    context = browser.new_context(viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])
    yield Visit(context.new_page())
    context.close()


@pytest.fixture
def page(phone: Visit, real_site: str) -> Iterator[Page]:
    """The page of a new user. Nothing is to be complained of, and nobody else is to be asked."""
    page = phone.page
    page.set_viewport_size(PHONE)
    page.goto(f"{real_site}embed/")  # a form that is left keeps what was typed
    page.evaluate("localStorage.clear()")
    yield page
    for other in page.context.pages:
        if other is not page:
            other.close()
    assert phone.complaints == []
    assert phone.failures == []
    own = (real_site, f"blob:{real_site}", "data:")
    assert [url for url in phone.requests if not url.startswith(own)] == []


def open_form(page: Page, site: str, language: str = "fr") -> None:
    """The form shows itself once it works."""
    page.goto(site + PAGES[language])
    expect(page.locator("[data-form]")).to_be_visible()


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
    return list(
        page.evaluate(
            """() => Array.from(document.querySelectorAll(".ag-problem"), (item) =>
              Array.from(item.childNodes)
                .filter((node) => !node.matches?.("strong, p, a"))
                .map((node) => node.textContent).join("").trim())"""
        )
    )


MODULES = """async (json) => {
  const [cases, data, texts] = JSON.parse(json);
  const folder = new URL(".", document.querySelector("script[type=module][src*='/form']").src);
  const names = ["rules", "document", "text", "picture", "reading"];
  const modules = await Promise.all(names.map((name) => import(`${folder}${name}.js`)));
  const { Rules, read, write, fault, unescape } = Object.assign({}, ...modules);
  const said = cases.flatMap(([answers, size]) => Object.values(data).map((each) => {
    const rules = new Rules(each, read);
    const problems = rules.check(answers);
    const wrong = fault({ size }, {}, each.largestPicture);
    if (wrong) problems.push(rules.messages.say(...wrong));
    return [write(answers, each.fields), problems];
  }));
  return JSON.stringify([said, texts.map(unescape)]);
}"""


def test_its_modules_say_what_they_say_in_node(page: Page, real_site: str, tmp_path: Path) -> None:
    """What `test_form_mirror.py` shows there is true here."""
    data = browser_data(tmp_path)
    table = [(case.answers, case.size) for case in cases()]
    texts = [
        *(f"&{name}{rest}" for name in html5 for rest in ("", "x", "=")),
        *(f"&#{code};" for code in (*range(0x110), 0xD800, 0xFFFE, 0x1F600, 0x110000, 10**20)),
        *("&#x6a;", "&#X6Ax", "&#;", "&#x;", "&;", "& &amp", "&unknown;", "\r\n\x00<b>&lt;/b>"),
    ]

    open_form(page, real_site)
    here, resolved = json.loads(page.evaluate(MODULES, json.dumps([table, data, texts])))

    with mirror() as script:
        there = [script("check", *one, data[key]) for one in table for key in LANGUAGES]
        assert resolved == script("unescape", texts)
    assert here == there


def test_filled_in_french_it_gives_a_file_that_check_accepts(
    page: Page, real_site: str, real_root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    open_form(page, real_site)
    fill(page)
    expect(page.locator("[data-status]")).to_have_text(
        words["fr"]("script.status.done", counts="1 conseil")
        if page.locator(".ag-problem--advice").count()
        else words["fr"]("script.status.sound")
    )
    assert page.input_value("#f-slug") == "le-pont-hassan-ii"

    with page.expect_download() as download:
        page.click("[data-way=download]")
    with page.expect_popup() as opened:
        page.click("[data-way=open]")

    assert download.value.suggested_filename == "le-pont-hassan-ii.fr.md"
    saved = Path(download.value.path()).read_bytes()
    address = urlsplit(opened.value.url)
    assert address.geturl().startswith(f"{real_site}forge/new/main/showcases?")
    assert parse_qs(address.query, strict_parsing=True) == {
        "filename": ["le-pont-hassan-ii.fr.md"],
        "value": [saved.decode()],
    }
    root = tmp_path / "agora"
    shutil.copytree(real_root, root, ignore=shutil.ignore_patterns("site"))
    monkeypatch.chdir(root)
    path = root / "showcases" / "le-pont-hassan-ii.fr.md"
    path.write_bytes(saved)
    assert main(["check", str(path)]) == 0
    expect(page.locator("[data-sent]")).to_contain_text(words["fr"]("script.sent"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_filled_wrongly_it_says_what_check_says(
    page: Page, real_site: str, real_root: Path, tmp_path: Path, language: str
) -> None:
    open_form(page, real_site, language)
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
    shutil.copytree(real_root, root, ignore=shutil.ignore_patterns("site"))
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
    page: Page, real_site: str
) -> None:
    open_form(page, real_site, "en")
    page.focus("#f-year")
    page.keyboard.type("12")
    assert told(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#f-year-problems .ag-problem")).to_have_count(1)
    assert page.get_attribute("#f-year", "aria-invalid") == "true"
    assert "f-year-problems" in (page.get_attribute("#f-year", "aria-describedby") or "").split()
    code = page.locator("#f-year-problems a")
    assert code.evaluate("link => link.href") == f"{real_site}en/contribute/problems/#ag318"
    page.fill("#f-year", "2012")
    expect(page.locator("#f-year-problems .ag-problem")).to_have_count(0)
    assert page.get_attribute("#f-year", "aria-invalid") is None
    assert told(page) == []


def test_the_parser_comes_with_the_first_text_and_is_waited_for(
    phone: Visit, page: Page, real_site: str
) -> None:
    phone.forget()
    open_form(page, real_site)
    page.fill("#f-title", "Un pont")
    settle(page)
    assert [url for url in phone.requests if "markdown-it" in url] == []
    page.fill("#f-body", "[Là](perdu.md)")
    page.click("[data-way=open]")
    expect(page.locator("[data-mending]")).to_be_focused()
    expect(page.locator("#f-body-problems")).to_contain_text("AG603")
    expect(page.locator("[data-words]")).to_have_text(words["fr"]("script.words.one", n="1"))
    assert len([url for url in phone.requests if "markdown-it" in url]) == 1


def test_where_the_parser_does_not_come_the_file_can_be_had(
    browser: Browser, real_site: str
) -> None:
    context = browser.new_context(viewport=PHONE)
    context.route("**/markdown-it.js", lambda route: route.abort())
    page = context.new_page()
    open_form(page, real_site)
    fill(page)
    with page.expect_download() as download:
        page.click("[data-way=download]")
    assert Path(download.value.path()).read_text("utf-8") == shown(page)
    context.close()


def paste(page: Page, field: str, text: str) -> None:
    """Paste into a field, which has the focus then."""
    page.focus(field)
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+V")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_pasted_is_mended_and_told_and_can_be_had_back(
    page: Page, real_site: str, language: str
) -> None:
    open_form(page, real_site, language)
    page.select_option("#f-language", "fr")
    note = page.locator("#f-body ~ [data-mended]")
    pasted = "# Buts\n\n• l'eau\u00ad\n• l\u00b4air\n\n```\nl'eau • ?\n```"
    page.fill("#f-body", "Avant, l'eau. Après ?")
    page.evaluate("() => document.querySelector('#f-body').setSelectionRange(14, 14)")
    paste(page, "#f-body", f"\n\n{pasted}\n\n")
    kinds = ("characters", "lists", "headings", "typography")
    what = ", ".join(words[language](f"script.mended.kinds.{kind}") for kind in kinds)
    expect(note).to_have_text(words[language]("script.mended.told", what=what))
    mended = "## Buts\n\n- l’eau\n- l’air\n\n```\nl'eau • ?\n```"
    assert page.input_value("#f-body") == f"Avant, l'eau. \n\n{mended}\n\nAprès ?"
    settle(page)
    assert mended in shown(page)
    page.focus("#f-body")

    page.keyboard.press("Control+Z")
    expect(note).to_be_empty()
    assert page.input_value("#f-body") == f"Avant, l'eau. \n\n{pasted}\n\nAprès ?"
    page.keyboard.press("Control+Z")
    assert page.input_value("#f-body") == "Avant, l'eau. Après ?"


def test_what_is_pasted_into_a_field_is_mended_and_names_are_left(
    page: Page, real_site: str
) -> None:
    open_form(page, real_site)
    paste(page, "#f-title", "L'eau ? Oui")
    expect(page.locator("#f-title ~ [data-mended]")).to_contain_text("apostrophes")
    assert page.input_value("#f-title") == "L’eau\u202f? Oui"
    paste(page, "#f-sources-0-title", "L'a\u200bvis")
    expect(page.locator("#f-sources-0-title ~ [data-mended]")).to_contain_text("apostrophes")
    assert page.input_value("#f-sources-0-title") == "L’avis"
    paste(page, "#f-city", "Val-d'Or\u200b")
    expect(page.locator("#f-city ~ [data-mended]")).to_contain_text("invisibles")
    assert page.input_value("#f-city") == "Val-d'Or"
    page.click("[data-clear]")
    for note in page.locator("[data-mended]").all():
        expect(note).to_be_empty()


def test_a_button_stays_under_the_pointer_that_presses_it(page: Page, real_site: str) -> None:
    open_form(page, real_site)
    page.fill("#f-slug", "Pont Bleu")
    page.hover("[data-way=open]")
    page.mouse.down()
    expect(page.locator("#f-slug")).not_to_be_focused()
    page.mouse.up()
    expect(page.locator("[data-mending]")).to_be_focused()
    expect(page.locator("#f-slug-problems")).to_contain_text("AG101")


def test_a_name_in_use_is_refused_and_a_file_needs_one(page: Page, real_site: str) -> None:
    open_form(page, real_site)
    page.fill("#f-title", "🌉")
    page.fill("#f-slug", "x")
    page.fill("#f-slug", "")
    settle(page)
    expect(page.locator("#f-slug-problems")).to_contain_text("le fichier n’a pas de nom")
    page.fill("#f-slug", "chikaya-maroc")
    settle(page)
    expect(page.locator("#f-slug-problems")).to_contain_text("il y a déjà un showcase nommé")


def test_a_draft_is_kept_until_it_is_cleared(page: Page, real_site: str) -> None:
    open_form(page, real_site)
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
    expect(page.locator("[data-undo]")).to_be_focused()
    page.reload()
    expect(page.locator("[data-clear]")).to_be_hidden()
    assert page.input_value("#f-title") == ""


def test_what_was_just_typed_is_kept_when_the_page_is_left(page: Page, real_site: str) -> None:
    open_form(page, real_site)
    page.focus("#f-title")
    page.keyboard.type("Un pont")
    page.goto(real_site + PAGES["en"])
    assert page.input_value("#f-title") == "Un pont"
    assert page.input_value("#f-language") == "fr"


@pytest.mark.parametrize("saved", ["{", "null", '"x"', '{"answers": {"title": 1, "links": "x"}}'])
def test_a_draft_that_cannot_be_read_does_no_harm(page: Page, real_site: str, saved: str) -> None:
    page.evaluate("saved => localStorage.setItem('agora draft /', saved)", saved)
    open_form(page, real_site)


def test_where_nothing_can_be_kept_the_form_says_so(page: Page, real_site: str) -> None:
    open_form(page, real_site)
    page.evaluate(
        """() => {
          const full = new DOMException("no", "QuotaExceededError");
          Storage.prototype.setItem = () => { throw full; };
        }"""
    )
    page.fill("#f-title", "Un pont")
    settle(page)
    expect(page.locator("[data-draft]")).to_have_text(words["fr"]("script.draft.none"))


def test_too_long_for_an_address_says_so_and_offers_the_rest(page: Page, real_site: str) -> None:
    open_form(page, real_site)
    fill(page)
    expect(page.locator("[data-way=open]")).to_be_visible()
    page.fill("#f-body", body("fr") * 8)
    settle(page)
    expect(page.locator("[data-way=open]")).to_be_hidden()
    expect(page.locator("[data-too-long]")).to_contain_text("8\u202f000")
    with page.expect_download() as download:
        page.click("[data-way=download]")
    assert Path(download.value.path()).read_text("utf-8") == shown(page)


def test_the_text_is_copied_or_selected(page: Page, real_site: str) -> None:
    open_form(page, real_site)
    fill(page)
    page.click("[data-way=copy]")
    expect(page.locator("[data-sent]")).to_contain_text(words["fr"]("script.copied"))
    assert page.evaluate("navigator.clipboard.readText()") == shown(page)

    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(Error('no')); }")
    page.click("[data-way=copy]")
    expect(page.locator("[data-sent]")).to_contain_text(words["fr"]("script.not-copied"))
    selected = "(area => area.value.slice(area.selectionStart, area.selectionEnd))"
    assert page.evaluate(f"{selected}(document.activeElement)") == shown(page)


def test_a_picture_is_checked_and_goes_along(page: Page, real_site: str, tmp_path: Path) -> None:
    open_form(page, real_site)
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

    large = tmp_path / "a.png"
    large.write_bytes(bytes(5_000_001))
    chosen: tuple[tuple[FilePayload | Path, str], ...] = (
        ({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"}, "ne se lit pas"),
        ({"name": "a.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"}, "AG323"),
        (large, "AG110"),
    )
    for file, code in chosen:
        page.set_input_files("#f-image-file", file)
        expect(problems).to_contain_text(code)


def test_the_preview_follows(page: Page, real_site: str) -> None:
    open_form(page, real_site, "en")
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


def test_markup_that_is_typed_stays_text(phone: Visit, page: Page, real_site: str) -> None:
    open_form(page, real_site)
    hostile = "<img src=x onerror=alert(1)> `</script><script>alert(2)</script>`"
    for field in ("title", "summary", "city", "partner-0", "year", "slug", "sources-0-url"):
        page.fill(f"#f-{field}", hostile)
    page.fill("#f-body", f"[x]({hostile})")
    page.click("[data-way=open]")
    expect(page.locator("[data-mending]")).to_be_focused()
    assert page.locator("[data-form] img").count() == 0
    assert all(url.startswith(real_site) for url in phone.requests)


def test_it_is_filled_in_by_keyboard_alone(page: Page, real_site: str) -> None:
    open_form(page, real_site)
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
    assert len(page.context.pages) == 1
    keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Résumé"
    keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "f-summary"
    assert 'partner: "ONCF"\n' in shown(page)


def test_every_input_has_a_name_a_description_and_a_size_to_hit(page: Page, real_site: str) -> None:
    open_form(page, real_site)
    page.click("[data-list=sources] [data-add]")
    for control in page.locator(
        "[data-form] :is(input, select, textarea, button):visible"
    ).element_handles():
        name = control.evaluate(
            "one => one.labels?.[0]?.textContent || one.ariaLabel || one.innerText"
        )
        assert name.strip()
        box = control.bounding_box()
        assert box, name
        assert box["height"] >= 24, name
        for id_ in (control.get_attribute("aria-describedby") or "").split():
            assert page.locator(f"[id='{id_}']").count() == 1, (name, id_)


@pytest.mark.parametrize(
    ("size", "language"),
    [
        pytest.param(PHONE, "fr", id="phone-fr"),
        pytest.param(DESKTOP, "en", id="desktop-en", marks=pytest.mark.slow),
        pytest.param(PHONE, "en", id="phone-en", marks=pytest.mark.slow),
        pytest.param(DESKTOP, "fr", id="desktop-fr", marks=pytest.mark.slow),
    ],
)
def test_axe_finds_nothing_where_all_is_wrong(
    page: Page, real_site: str, size: ViewportSize, language: str
) -> None:
    page.set_viewport_size(size)
    open_form(page, real_site, language)
    page.fill("#f-title", "x" * 200)
    page.fill("#f-body", "Un mot: [là](perdu.md) 12 " + "x" * 200)
    page.click("[data-list=sources] [data-add]")
    page.click("[data-way=open]")
    expect(page.locator("[data-mending]")).to_be_focused()
    for scheme in ("default", "slate"):
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
        browsing.settle(page)  # colours change slowly
        assert axe(page) + sticking_out(page) == []
        page.click("[data-md-component=palette] label:visible")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_javascript_the_ways_by_hand_are_there(
    browser: Browser, real_site: str, language: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(real_site + PAGES[language])
    expect(page.locator("[data-form]")).to_be_hidden()
    assert page.locator(".ag-prose ol > li").count() == 3
    expect(page.locator(".ag-prose")).to_contain_text("agora check")
    expect(page.locator("main a[href$='/forge']")).to_be_visible()
    context.close()


def test_nothing_of_it_runs_inline(real_root: Path) -> None:
    source = (real_root / "site" / PAGES["fr"] / "index.html").read_text("utf-8")
    _, _, rest = source.partition('<section class="ag-form')
    inside, _, _ = rest.partition('<script type="application/json"')
    assert inside
    assert " style=" not in inside
    assert " on" not in {piece[:3] for piece in inside.split("<")}


def test_a_published_name_cannot_break_out_of_the_page(tmp_path: Path) -> None:
    root = copy_site(tmp_path / "agora")
    hostile = "</script><script>alert(1)</script><!--"
    text = showcase(partner=f"'{hostile}'")
    (root / "showcases" / "pont.fr.md").write_text(text, "utf-8")
    built = build(root)
    for address in PAGES.values():
        page = built.page(address)
        (data,) = page.cssselect("script[data-form-data]")
        assert json.loads(data.text or "")["partners"][0]["names"] == {"fr": hostile}
        assert "alert(1)" not in {script.text for script in page.cssselect("script")}
        suggestions = page.cssselect("#f-known-partners option")
        assert [one.get("value") for one in suggestions] == [hostile]
