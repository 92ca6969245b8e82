"""A page of a site in, a record or a recorded reason out: the one door through which every page is read."""
