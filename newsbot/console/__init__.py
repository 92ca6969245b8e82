"""What every command and every crawl says to a shell. The exit codes import nothing, so that a command starts at once."""
