"""The commands of `agora`, one module each.

A command has `NAME`, `HELP` (one line), `DESCRIPTION`, `EXAMPLES`,
`add_arguments(parser)`, and `run(options)`, which returns the exit status.
"""

from agora.commands import check, compress, hosting, links, new, report, schema, translate

ALL = (check, new, translate, report, links, schema, hosting, compress)
