"""The explorer: one page on which readers search all showcases, narrow them down and sort them.

    catalog ─┬─▶ table ──▶ data ────────▶ facets and cards, as JSON
             ├─▶ view ──────────────────▶ showcases.html
             └─▶ documents ──▶ index ───▶ Pagefind's files, and the row of each of its pages

Pagefind finds words and nothing else. Facets, counts and order are arithmetic on a table of
integers, which the browser does by itself (`docs/assets/explorer/`).
"""
