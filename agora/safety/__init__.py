"""What strangers may send: the rules that keep a contribution harmless, each a pure function.

`allowed` is the one list of HTML that a text may hold; `sanitizing` enforces it on rendered HTML,
and `markup` finds in the Markdown what would fall foul of it, so that contributors are told.
`addresses` says which links are what they seem; `characters` and `lookalikes` find text that reads
as something else than it is. `names` is about the names of files, `bounds` about texts that would
take long to read, and `guard` about what takes long all the same. `output` has words of strangers
seen and not obeyed where they go out. SECURITY.md has the threats.
"""
