"""Bytes, or what the stages before made of them, in; out: why a page is no article, or None for an article."""
