"""Maps of cities, drawn as SVG: projections, outlines of land, pins and their names.

Land alone is drawn, never the borders of countries: which of them to draw is not ours to decide.
"""
