"""The organiser's view: what the collection covers, and what is left to do in it, file by file.

```text
catalog, history, files
  ──> coverage.py               tables of axes, languages, cities and years; translations
      gaps.py                   what is thin or missing             ┐
      ageing.py                 what nobody has touched for long    │ findings, each with
      names.py near_duplicates.py   names that may be one           │ the places to act on
      external.py               links that lead nowhere             ┘
  ──> reporting.py              all of it: a Report
  ──> formats.py                as text, JSON and CSV
      view.py charts.py html.py templates/      as HTML
```
"""
