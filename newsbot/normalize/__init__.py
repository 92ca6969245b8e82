"""Pure functions from text as printed to text as archived."""

from newsbot.normalize.article import dated, normalize_article

__all__ = ["dated", "normalize_article"]
