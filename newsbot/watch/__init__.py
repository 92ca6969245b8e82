"""How the sites of an archive are doing, and whether what lies there is sound."""
