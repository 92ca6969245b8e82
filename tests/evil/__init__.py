"""Hostile and broken servers, each behaviour with what must become of it: bounded, recorded, visible."""
