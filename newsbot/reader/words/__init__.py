"""Words of the languages of the press and of its web developers, as data: one file per topic."""
