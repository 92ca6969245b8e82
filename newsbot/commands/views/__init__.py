"""What the commands show a person: tables and lines."""
