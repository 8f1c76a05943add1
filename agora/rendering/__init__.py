"""From pages to files: what is costly is made once, kept by a digest of all it is made from.

    publication ─▶ task ─▶ renderer ─────────▶ output ─▶ staging
    (catalog)      named    markdown.py         only what
                   inputs   templates, frame    changed

A page is a pure function of its `Frame`, which all pages of a language share, and of the values
that its template is given. `fingerprint.py` makes one digest of these, and refuses what it cannot
see through. `pack.py` keeps what was made, `workers.py` shares the work out. No module here, nor
anywhere in the package, knows MkDocs. docs/maintainers/pipeline.md draws what depends on what.
"""
