"""How the site is found: what search engines, crawlers and services that show a link are told.

    catalog ─┐                       ┌─▶ structured_data.py   JSON-LD, in every page
    strings ─┼─▶ described.py ───────┼─▶ open_graph.py        cards of shared links, in every page
    history ─┘   a page in words,    └─▶ sitemap.py           sitemap.xml, dated by changes.py
                 dates, addresses
                                         redirects.py         old addresses that lead to new ones
                                         robots.py            robots.txt

Everything is a pure function of the catalog, the strings, the history and the site's address.
"""
