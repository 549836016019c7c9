"""What a page carries: pictures and fonts by their addresses, not written into its text."""

import hashlib


def address(content: bytes) -> str:
    """Where a page finds a content: the same for the same bytes."""
    return f"carried:{hashlib.sha256(content).hexdigest()}"
