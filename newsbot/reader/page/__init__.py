"""Bytes in; out: the decoded and parsed document, its structured data, and the measures of text that all stages share."""
