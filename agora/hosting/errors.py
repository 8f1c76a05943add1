"""What cannot be served, or not as it should."""

from __future__ import annotations

from agora.problems import AgoraError


class HostingError(AgoraError):
    """Raised where a site is not fit for its host, or a host not for the site."""
