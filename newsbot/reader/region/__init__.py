"""A scan and the hints of the metadata in; out: the region, that is which element and which runs of it are the article."""
