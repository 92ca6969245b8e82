"""A parsed tree in; out: its block elements and runs of text and media as two flat lists, with the cues in class and id."""
