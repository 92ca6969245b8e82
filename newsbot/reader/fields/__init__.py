"""Document, structured data and body in; out: title, dates, authors and labels, each with the evidence for its value."""
