"""How fast Agora builds, beside what others build from the same collection.

    generation ─▶ a collection ─┬─▶ peers/agora.py     ─┐
                                ├─▶ peers/material.py   ├─▶ measuring ─▶ results
                                ├─▶ peers/hugo.py       │   serving
                                └─▶ peers/zensical.py  ─┘   equivalence

Ratios are what counts: all peers are run in turn, in one session, on one machine.
`reading.py` measures the readers' side, bytes and requests.
"""
