"""`agora schema`: print the JSON Schema of a showcase's front matter."""

from __future__ import annotations

import argparse

from agora.authoring.vocabulary import Vocabulary
from agora.content import json_schema
from agora.site import Site

NAME = "schema"
HELP = "print the JSON Schema of a showcase's front matter"
DESCRIPTION = """\
Print the JSON Schema (draft 2020-12) of a showcase's front matter, with this site's axes and
editions. The whole is for any language file; `#/$defs/original` is for the file that states the
facts. The site publishes it at schema/showcase.json.
"""
EXAMPLES = """\
examples:
  agora schema > showcase.json
  agora schema --lang fr                     its titles and descriptions in French
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None beside those of every command."""


def run(options: argparse.Namespace) -> int:
    """Print the schema."""
    vocabulary = Vocabulary.read(Site.read(options.config_file))
    document = json_schema.showcase(vocabulary.axes, vocabulary.editions, options.lang)
    print(json_schema.dumps(document), end="")
    return 0
