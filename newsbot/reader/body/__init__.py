"""A region in; out: the blocks of the article, its pictures, videos, captions, credits and related links."""
