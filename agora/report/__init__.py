"""The organiser's view: what the collection covers, and what is left to do in it, file by file.

```text
catalog, history, files
  ──> texts.py                  how long each text is, and which translations lag behind
  ──> coverage.py               tables of axes, languages, cities and years; translations
      gaps.py                   what is thin or missing             ┐
      ageing.py                 what nobody has touched for long    │ findings, each with
      names.py near_duplicates.py   names that may be one           │ the places to act on
      external.py               links that lead nowhere             ┘
  ──> reporting.py              all of it: a Report
      reported.py               that of a build, and by what it is known
  ──> formats.py                as text, JSON and CSV
      view.py charts.py html.py templates/      as HTML
```
"""
