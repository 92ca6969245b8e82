"""Pure functions from text as printed to text as archived."""

from newsbot.normalize.article import normalize_article

__all__ = ["normalize_article"]
