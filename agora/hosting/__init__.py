"""How the built site is served: names by content, the policies, and the files of each host.

`published.py` names files after what they hold, `caching.py` says for how long they are kept, and
`policy.py` what a page may do and who may frame it. `cdn.py`, `nginx.py` and `caddy.py` write all
of that for one kind of host each; nothing is decided there.
"""
