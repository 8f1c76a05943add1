"""What `--fix` and the form mend of a text: before and after, or None where they leave it alone."""

from __future__ import annotations

from hypothesis import strategies as st

N = "\u202f"

Case = tuple[str, str | None]

FRENCH: list[Case] = [
    ("Vraiment ? Oui : «bien» ; non !", "Vraiment~? Oui~: «~bien~»~; non~!"),
    ("Vraiment? Oui: « bien » ; non!", "Vraiment~? Oui~: «~bien~»~; non~!"),
    ("Quoi?! Quoi ?! (Quoi ?)", "Quoi~?! Quoi~?! (Quoi~?)"),
    ("l'eau d'ici, aujourd'hui", "l’eau d’ici, aujourd’hui"),
    ("80 % ; 5 € ! « a »", "80 %~; 5 €~! «~a~»"),
    ("**gras :** et **gras** : b *a* ?", "**gras~:** et **gras**~: b *a*~?"),
    ("[l'un](http://x/l'y?z \"l'a ?\") : suite", "[l’un](http://x/l'y?z \"l'a ?\")~: suite"),
    ("dit-il\u00a0: « oui\u00a0»", "dit-il\u00a0: «~oui\u00a0»"),
    ("«**gras** »", "«~**gras**~»"),
    ("«\u2009fine\u2009» oui\u2002!", "«~fine~» oui~!"),
    ("`l'a ?` ? ``b : ` c``", "`l'a ?`~? ``b : ` c``"),
    ("Terme\n: l'un ?", "Terme\n: l’un~?"),
    ("| l'un ? | b |\n|---|---|\n| c ! | d |", "| l’un~? | b |\n|---|---|\n| c~! | d |"),
    ("> [!NOTE]\n> l'un ?\n\n- [ ] l'autre ?", "> [!NOTE]\n> l’un~?\n\n- [ ] l’autre~?"),
    ("x[^l'a] ?\n\n[^l'a]: l'eau ?", "x[^l'a]~?\n\n[^l'a]: l’eau~?"),
    ("[l'un][l'autre]\n\n[l'autre]: http://a.b", "[l’un][l'autre]\n\n[l'autre]: http://a.b"),
    # Left alone.
    ("10:30 http://a.b/?c=d <https://a.b/l'c> a:b", None),
    ("[l'autre] ![l'autre] [L'autre][]\n\n[l'autre]: http://a.b", None),
    ("&amp; x&#39;a&raquo; :smile: ;) a\\?", None),
    ("    l'a ?\n\n\tl'a ?", None),
    ("```\nl'a ?\n```\n\n~~~ {.a}\n«a»\n~~~", None),
    ("<pre>\nl'a ?\n</pre> <span title=\"l'a ?\">", None),
    ("<div>\nl'a ?\n</div>", None),
    ("<!-- l'a ? -->", None),
    ("- ? a\n* ! b\n\n## : c\n\n> ; d\n\n1. ? e\n2) ! f", None),
    ("** : a**", None),
    ("rock 'n' roll, 5'10", None),
    ("«\na\n»", None),
]
"""Where `~` is a narrow no-break space."""
CHARACTERS: list[Case] = [
    # What Word and PDF put into words.
    ("inter\u00admodal, a\u200bb, \ufeffc, d\u2060e", "intermodal, ab, c, de"),
    ("une ligne\u2028une autre\x0bencore", "une ligne une autre encore"),
    ("l\x92eau \x93douce\x94", "l’eau “douce”"),
    ("a\ufffeb\x00\x02c", "abc"),
    ("e\u0301te\u0301, \ufb01n, \ufb02eur", "été, fin, fleur"),
    (
        "porte\u2010avions, sous\u2212sol, l\u00b4eau, l\u2018air",
        "porte-avions, sous-sol, l’eau, l’air",
    ),
    ("Ｒabat\uff0c ２０２３", "Rabat, 2023"),
    ("`a\u00adb` ", "`ab`"),
    # Left alone: what is needed, what has a sense of its own, what may have been meant.
    ("\U0001f468\u200d\U0001f469 \u0645\u06cc\u200c\u062e", None),
    ("−3 °C, 1‑2, 5′ 3″, ‘a’", None),
    ("東京（とうきょう）：", None),
    ("a\u202eb\u2066c", None),
    ("`e\u0301 \ufb01`", None),
]
LISTS: list[Case] = [
    ("Nos buts :\n• un\n• deux", f"Nos buts{N}:\n- un\n- deux"),
    ("•\tun\n\n•\u00a0deux", "- un\n\n- deux"),
    ("\uf0b7 un\n  ▪ deux\n· trois", "- un\n  - deux\n- trois"),
    ("> • un\n> • deux", "> - un\n> - deux"),
    ("- • un\n- • deux", "- un\n- deux"),
    ("– un\n– deux", "- un\n- deux"),
    ("Buts\n– un\n– deux", "Buts\n- un\n- deux"),
    ("• **un** `•`\n• [deux](a.md)", "- **un** `•`\n- [deux](a.md)"),
    # Left alone.
    ("– Oui, dit-elle.", None),
    ("– Oui, dit-elle,\net de partir.\n– Non.", None),
    ("un • deux, ·trois", None),
    ("| • a | b |\n|---|---|\n| • c | d |", None),
    ("• a | b\n---|---\n• c | d", None),
    ("    • un\n\n```\n• deux\n```", None),
    ("<ul>\n• un\n</ul>", None),
    ("## • un", None),
    ("• un\n\n    code", None),
]
HEADINGS: list[Case] = [
    ("# Un\n\n## Deux", "## Un\n\n## Deux"),
    ("Un\n===\n\n# Deux", "Un\n---\n\n## Deux"),
    ("# **Un** `#`", "## **Un** `#`"),
    ("> # Un", "> ## Un"),
    ("# Un\n\n## A\n\n# Deux\n\n### B", "## Un\n\n### A\n\n## Deux\n\n#### B"),
    ("# Un\n\nA\n---\n\n# Deux", "## Un\n\nA\n---\n\n## Deux"),
    ("## Un\n\n```\n# Deux\n```", None),
    ("<h1>Un</h1>", None),
]
LINKS: list[Case] = [
    ("[le pont] (https://a.b/c)", "[le pont](https://a.b/c)"),
    ("Voir [a]  (http://a.b) et [c] (http://d.e).", "Voir [a](http://a.b) et [c](http://d.e)."),
    ("[1] (https://a.b), [a](https://a.b), `[a] (https://a.b)`", None),
    ("[a] (voir https://a.b), [a] (b), \\[a] (https://a.b)", None),
    ("Voir www.a.b/c?d et *www.e.f*.", "Voir https://www.a.b/c?d et *https://www.e.f*."),
    ("[www.a.b](http://www.a.b) [www.a.b][c] `www.a.b`\n\n[c]: http://www.a.b", None),
]

PASTED_SOUP = st.lists(
    st.sampled_from(
        [
            *(
                "\n• ",
                "•",
                "\n· ",
                "\n– ",
                "\n\uf0b7\t",
                "\n# ",
                "\n===\n",
                "[a] (https://b.c)",
                "\n\n",
            ),
            *(
                "\u00ad",
                "\u200b",
                "\u2028",
                "\ufeff",
                "\x92",
                "e\u0301",
                "ﬁ",
                "l´a",
                "a\u2010b",
                "！",
                "　",
            ),
            *(
                "a",
                "l'eau ?",
                " ",
                "   ",
                "\n    ",
                "\n- ",
                "\n> ",
                "\n1. ",
                "\n## ",
                "`",
                "**",
                "|",
                "\n|-|\n",
            ),
            *(
                "[a",
                "](",
                ")",
                "[a]: x",
                "<b>",
                "</b>",
                "\n```\n",
                "\\",
                "&amp;",
                "https://a.b/l'c",
            ),
        ]
    ),
    max_size=30,
).map("".join)
