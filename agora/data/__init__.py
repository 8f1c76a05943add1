"""Open data: the catalog in the formats that people and portals read, built with the site.

    catalog ─┬─▶ records ───▶ showcases.json ───▶ reading ───▶ the same catalog
             ├─▶ spreadsheet, geojson, dcat, feeds
             └─▶ schema ───▶ showcases.schema.json, and the tables of the page `/data/`

`exports` puts them together, and `lines` keeps what they say of each showcase. All addresses in
them are absolute, so that a site which does not say where it is published has none of them.
"""
