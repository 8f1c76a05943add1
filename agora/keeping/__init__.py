"""What is costly is made once, kept by a digest of all that it is made from, and shared out.

`fingerprint.py` makes one digest of plain values and refuses others; `machinery.py` is the digest
of what makes things: this package and the libraries. `pack.py` keeps what was made, in a file that
may be lost or damaged at any time. `workers.py` gives work to several processes, and
`guard.py` ends those in which something takes too much.
"""
