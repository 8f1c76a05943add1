"""Compiled templates, kept between builds: to parse and compile them takes half a second."""

from __future__ import annotations

import marshal

from jinja2.bccache import Bucket, BytecodeCache

from agora.keeping.fingerprint import digest
from agora.keeping.machinery import machinery
from agora.keeping.pack import Pack


class Bytecode(BytecodeCache):
    """Compiled templates in a pack. `environment` stands for the settings of Jinja's environment.

    A bucket's key is that of a template's name and file; its checksum, that of its text.
    """

    def __init__(self, pack: Pack, environment: bytes) -> None:
        self._pack = pack
        self._environment = environment

    def load_bytecode(self, bucket: Bucket) -> None:
        content = self._pack.find(self._key(bucket))
        if content is not None:
            bucket.code = marshal.loads(content)  # noqa: S302 (our own, its checksum holds)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._pack.keep(self._key(bucket), marshal.dumps(bucket.code))

    def _key(self, bucket: Bucket) -> bytes:
        names = (bucket.key.encode(), bucket.checksum.encode())
        return digest(b"template", machinery(), self._environment, *names)
