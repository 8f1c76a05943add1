"""The licence of the contents of the site, which every export states: see `LICENSE-CONTENT`."""

IDENTIFIER = "CC-BY-4.0"
"""By SPDX."""

NAME = "Creative Commons Attribution 4.0 International"
SHORT = "CC BY 4.0"
ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
AUTHORITY = "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0"
"""In the European Union's list of licences."""
