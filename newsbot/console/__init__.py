"""What every command and every crawl says to a shell: its exit code. Imports nothing, so that a command starts at once."""
